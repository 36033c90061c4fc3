using System.Text.Json;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class PseudonymTests
{
    private static readonly byte[] KeyBytes = [.. Enumerable.Range(0, 32).Select(static number => (byte)number)];
    private static readonly PseudonymKey Key = new(KeyBytes);

    // python3 -c "import hmac; print(hmac.new(bytes(range(32)), b'\x01cust-7', 'sha256').hexdigest()[:32])"
    [TestMethod]
    public void A_pseudonym_is_what_another_implementation_gives() =>
        Assert.AreEqual("p_8c4395b8634b037f78dd640fec4ab0ec", Key.Of(new CustomerId("cust-7")).ToString());

    [TestMethod]
    public void Equal_ids_of_two_kinds_or_two_keys_have_unlike_pseudonyms()
    {
        var other = new PseudonymKey([.. KeyBytes.Reverse()]);
        Assert.HasCount(
            8,
            new HashSet<Pseudonym>
            {
                Key.Of(new CustomerId("x")), Key.Of(new InstrumentId("x")), Key.Of(new DeviceId("x")), Key.Of(new ShippingAddressId("x")),
                Key.Of(new AnonymousId("x")),
                Key.Of(new SessionId("x")), Key.Of(new CustomerId("y")), other.Of(new CustomerId("x")),
            });
        Assert.AreNotEqual(Key.KeyId, other.KeyId);
    }

    [TestMethod]
    public void An_empty_id_is_nobody() => Assert.AreEqual(default, Key.Of(default(DeviceId)));

    [TestMethod]
    public void Several_threads_get_from_a_cache_what_the_key_gives_however_full_it_is()
    {
        var cache = new PseudonymCache(Key);
        PseudonymKind[] kinds = [PseudonymKind.Customer, PseudonymKind.Instrument, PseudonymKind.Device];
        Parallel.For(0, 4, thread =>
        {
            // Fewer than slots, so that ids are found again, and enough for hundreds to share one.
            for (var pass = 0; pass < 2; pass++)
            {
                for (var number = 0; number < 20_000; number++)
                {
                    var (kind, id) = (kinds[number % 3], $"id-{(number + (thread * 4_999)) % 20_000}");
                    if (cache.Of(kind, id) != Key.Of(kind, id))
                    {
                        Assert.Fail($"{kind} {id}");
                    }
                }
            }
        });
        Assert.AreEqual(default, cache.Of(PseudonymKind.Device, ""));
        Assert.AreEqual(default, cache.Of(PseudonymKind.Device, null));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(240)]
    [DataRow(700)]
    public void Several_ids_at_once_have_the_pseudonyms_that_each_has_by_itself(int length)
    {
        // Some come again within one call, new or known; some are nobody's; equal texts of two kinds differ.
        var cache = new PseudonymCache(Key);
        PseudonymKind[] kinds = [PseudonymKind.Customer, PseudonymKind.Instrument];
        for (var pass = 0; pass < 3; pass++)
        {
            (PseudonymKind Kind, string? Id)[] ids =
            [
                .. Enumerable.Range(0, length).Select(number => (kinds[number % 2], number % 11 == 0 ? null : number % 13 == 0 ? "" : $"id-{(number * (pass + 3)) % 500 / 2}")),
            ];
            var pseudonyms = new Pseudonym[length];
            cache.Of(ids, pseudonyms);
            CollectionAssert.AreEqual(Array.ConvertAll(ids, static id => Key.Of(id.Kind, id.Id)), pseudonyms);
        }

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cache.Of([(PseudonymKind.Customer, "x")], new Pseudonym[2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cache.Of([(PseudonymKind.Customer, new string('x', IdText.MaxLength + 1))], new Pseudonym[1]));
    }

    [TestMethod]
    public void A_pseudonym_comes_back_from_text_and_json()
    {
        var pseudonym = Key.Of(new CustomerId("cust-7"));
        Assert.IsTrue(Pseudonym.TryParse(pseudonym.ToString(), out var read) && read == pseudonym);
        Assert.AreEqual(pseudonym, JsonSerializer.Deserialize<Pseudonym>(JsonSerializer.Serialize(pseudonym)));
        Assert.IsTrue(Pseudonym.TryParse(default(Pseudonym).ToString(), out read) && read == default);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("p_")]
    [DataRow("p_5F0C2F6F9B7D4E0AA3C1D2E3F4051627")]
    [DataRow("q_5f0c2f6f9b7d4e0aa3c1d2e3f4051627")]
    [DataRow("p_5f0c2f6f9b7d4e0aa3c1d2e3f405162")]
    public void Another_text_is_no_pseudonym(string? text) => Assert.IsFalse(Pseudonym.TryParse(text, out _));

    [TestMethod]
    public void A_key_is_read_from_base64_and_a_bad_one_is_refused_without_being_repeated()
    {
        Assert.AreEqual(Key.KeyId, PseudonymKey.FromBase64(Convert.ToBase64String(KeyBytes)).KeyId);
        var bad = Assert.ThrowsExactly<FormatException>(static () => PseudonymKey.FromBase64("secret!"));
        Assert.DoesNotContain("secret", bad.Message);
        Assert.ThrowsExactly<FormatException>(static () => PseudonymKey.FromBase64("AAAA"));
    }
}
