using System.Text;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class PseudonymMemoTests
{
    private static readonly PseudonymKey Key = new(Enumerable.Repeat((byte)9, PseudonymKey.MinBytes).ToArray());
    private static readonly PseudonymCache Cache = new(Key);
    private static readonly PseudonymKind[] Kinds = [PseudonymKind.Customer, PseudonymKind.Instrument, PseudonymKind.Device, PseudonymKind.Seller, PseudonymKind.ShippingAddress];

    // Few texts, so that they come again, with more kinds and texts than there are places; each call is interned whole before it is looked up.
    [TestMethod]
    public void Ids_have_the_pseudonyms_that_the_key_gives_however_few_slots_and_places_there_are() =>
        Gen.Select(Gen.Int[2, 5], Gen.Select(Gen.Int[0, 12], Gen.Int[0, Kinds.Length - 1]).Array[0, 40].Array[1, 20]).Sample(static (size, calls) =>
        {
            var (ids, memo) = (new IdInterner(4), new PseudonymMemo(Cache, 1 << size));
            foreach (var call in calls)
            {
                Check(memo, Array.ConvertAll(call, one => (Kinds[one.Item2], one.Item1 == 0 ? null : ids.Intern(Utf8(one.Item1)))));
            }
        });

    [TestMethod]
    public void A_text_that_took_the_slot_of_another_before_the_look_up_has_its_own_pseudonym()
    {
        var (ids, memo) = (new IdInterner(4), new PseudonymMemo(Cache));
        var first = ids.Intern(Utf8(0));
        Check(memo, [(PseudonymKind.Customer, first)]);

        // All of one call: the four slots are taken over again and again between the first text and the look-up.
        (PseudonymKind Kind, string? Id)[] call = [(PseudonymKind.Customer, first), .. Enumerable.Range(1, 500).Select(number => (PseudonymKind.Customer, (string?)ids.Intern(Utf8(number))))];
        Check(memo, call);
        var again = ids.Intern(Utf8(0));
        Assert.AreNotSame(first, again, "its slot was taken");
        Check(memo, [(PseudonymKind.Customer, again), .. call, (PseudonymKind.Customer, again)]);
    }

    [TestMethod]
    public void One_string_has_a_pseudonym_for_each_kind()
    {
        var memo = new PseudonymMemo(Cache);
        const string Id = "cust-1";
        for (var pass = 0; pass < 3; pass++)
        {
            Check(memo, [.. Kinds.Select(static kind => (kind, Id))]);
            Check(memo, [.. Kinds.Reverse().Concat(Kinds).Select(static kind => (kind, Id))]);
        }
    }

    [TestMethod]
    public void A_string_that_comes_again_is_found_in_the_memo_under_its_own_kind_alone_and_without_allocation()
    {
        var memo = new PseudonymMemo(Cache);
        var (ids, pseudonyms) = (new (PseudonymKind, string?)[240], new Pseudonym[240]);
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = (Kinds[i % Kinds.Length], $"known-{i / 2}");
        }

        memo.Of(ids, pseudonyms);
        Assert.IsTrue(Enumerable.Range(0, ids.Length).Count(i => memo.Knows(ids[i].Item1, ids[i].Item2!)) > ids.Length - 5, "places for 65,536 hold 240");
        Assert.IsFalse(memo.Knows(PseudonymKind.Anonymous, ids[0].Item2!));
        Assert.IsFalse(memo.Knows(ids[0].Item1, new string(ids[0].Item2)), "another object");

        var before = GC.GetAllocatedBytesForCurrentThread();
        memo.Of(ids, pseudonyms);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Nobody_has_no_pseudonym_and_a_wrong_length_is_refused()
    {
        var memo = new PseudonymMemo(Cache, 4);
        Pseudonym[] pseudonyms = [new(1), new(2)];
        memo.Of([(PseudonymKind.Customer, null), (PseudonymKind.Device, "")], pseudonyms);
        CollectionAssert.AreEqual(new Pseudonym[2], pseudonyms);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => memo.Of([(PseudonymKind.Customer, "x")], new Pseudonym[2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => memo.Of([(PseudonymKind.Customer, new string('x', IdText.MaxLength + 1))], new Pseudonym[1]));
        Check(memo, [(PseudonymKind.Customer, "x"), (PseudonymKind.Device, "x")]);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    [DataRow(100)]
    public void A_number_of_places_that_is_no_power_of_two_is_refused(int places) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PseudonymMemo(Cache, places));

    private static void Check(PseudonymMemo memo, (PseudonymKind Kind, string? Id)[] ids)
    {
        var pseudonyms = new Pseudonym[ids.Length];
        memo.Of(ids, pseudonyms);
        CollectionAssert.AreEqual(Array.ConvertAll(ids, static id => Key.Of(id.Kind, id.Id)), pseudonyms);
    }

    private static byte[] Utf8(int number) => Encoding.UTF8.GetBytes($"id-{number}");
}
