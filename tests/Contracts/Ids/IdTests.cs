using System.Text;
using System.Text.Json;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class IdTests
{
    [TestMethod]
    [DataRow("a", true)]
    [DataRow("客户-7 ünï", true)]
    [DataRow(" ", true)]
    [DataRow("", false)]
    [DataRow(null, false)]
    [DataRow("a\tb", false)]
    [DataRow("a\u007f", false)]
    [DataRow("a\u0085", false)]
    [DataRow("a\u00a0", true)]
    public void An_id_is_a_text_without_control_characters(string? text, bool valid)
    {
        Assert.AreEqual(valid, CustomerId.TryCreate(text, out var id));
        Assert.AreEqual(valid ? text : "", id.Value);
    }

    [TestMethod]
    public void An_id_has_at_most_128_characters()
    {
        Assert.AreEqual(128, new PaymentId(new string('x', 128)).Value.Length);
        Assert.ThrowsExactly<ArgumentException>(() => new PaymentId(new string('x', 129)));
    }

    [TestMethod]
    public void A_default_id_is_empty_and_harmless()
    {
        Assert.AreEqual("", default(Sku).Value);
        Assert.AreEqual("", default(Sku).ToString());
    }

    [TestMethod]
    public void Text_and_utf8_are_judged_alike() => Gen.OneOf(
            Gen.String, Gen.String[Gen.Char['\u0070', '\u00b0'], 0, 140], Gen.String[Gen.Char['漢', '漢'], 120, 140])
        .Select(static text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))
        .Sample(static text => Assert.AreEqual(IdText.IsValid(text), IdText.IsValid(Encoding.UTF8.GetBytes(text))), iter: 20_000);

    [TestMethod]
    public void An_id_is_a_plain_string_in_json()
    {
        Assert.AreEqual("\"SKU-1\"", JsonSerializer.Serialize(new Sku("SKU-1")));
        Assert.AreEqual(new Sku("SKU-1"), JsonSerializer.Deserialize<Sku>("\"SKU-1\""));
    }
}
