using System.Text;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class Rfc3339Tests
{
    [TestMethod]
    [DataRow("2026-03-14T09:26:53Z", "2026-03-14T09:26:53.0000000+00:00")]
    [DataRow("2026-03-14T09:26:53.5+09:00", "2026-03-14T00:26:53.5000000+00:00")]
    [DataRow("2026-03-14T09:26:53.123456789-03:30", "2026-03-14T12:56:53.1234567+00:00")]
    [DataRow("2024-02-29T00:00:00-00:00", "2024-02-29T00:00:00.0000000+00:00")]
    public void A_time_is_read_as_utc(string text, string expected)
    {
        Assert.IsTrue(Rfc3339.TryParse(text, out var time));
        Assert.AreEqual(expected, time.ToString("O"));
        Assert.IsTrue(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var fast));
        Assert.AreEqual(time.ToString("O"), fast.ToString("O"));
    }

    [TestMethod]
    public void Text_and_utf8_are_read_alike_after_any_change() =>
        Gen.Select(
            Gen.OneOf("2026-03-14T09:26:53Z", "2026-12-31T23:59:59.999999999+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-00:01"),
            Gen.Select(Gen.Int[0, 40], Gen.OneOf([.. "0123456789+-:.TZtz é"])).Array[0, 3])
            .Sample(
                static (text, changes) =>
                {
                    var changed = changes.Aggregate(text, static (all, change) => string.Concat(
                        all.AsSpan(0, change.Item1 % all.Length), $"{change.Item2}", all.AsSpan((change.Item1 % all.Length) + 1)));
                    Assert.AreEqual(Rfc3339.TryParse(changed, out var slow), Rfc3339.TryParse(Encoding.UTF8.GetBytes(changed), out var fast), changed);
                    Assert.AreEqual(slow, fast, changed);
                },
                iter: 50_000);
}
