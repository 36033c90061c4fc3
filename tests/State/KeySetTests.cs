using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class KeySetTests
{
    // Few keys, so that they come again; multiples of a power of two and neighbours, so that they are pushed on past each other.
    private static readonly Gen<ulong> Keys = Gen.OneOf(Gen.ULong[0, 60], Gen.ULong[0, 60].Select(static key => key << 58), Gen.ULong);

    [TestMethod]
    public void A_set_holds_each_key_once_and_none_that_was_removed() =>
        Gen.Select(Gen.Int[0, 500], Gen.Select(Keys, Gen.Int[0, 40]).Array[0, 600]).Sample(static (mostKeys, steps) =>
        {
            var (keys, plain) = (new KeySet(mostKeys), new HashSet<ulong>());
            foreach (var (key, kind) in steps)
            {
                keys.Warm([key, 0, ~key]);
                switch (kind)
                {
                    case 0:
                        keys.Clear();
                        plain.Clear();
                        break;
                    case < 14:
                        Assert.AreEqual(plain.Remove(key), keys.Remove(key));
                        break;
                    default:
                        Assert.AreEqual(plain.Add(key), keys.Add(key));
                        break;
                }

                Assert.AreEqual(plain.Count, keys.Count);
            }

            CollectionAssert.AreEquivalent(plain.ToList(), keys.ToList());
        });

    [TestMethod]
    [DataRow(0)]
    [DataRow(1_000)]
    [DataRow(50_000)]
    public void A_set_of_many_keys_is_emptied_key_by_key(int mostKeys)
    {
        var keys = new KeySet(mostKeys);
        for (var key = 0ul; key < 50_000; key++)
        {
            Assert.IsTrue(keys.Add(key * 3));
        }

        for (var key = 0ul; key < 50_000; key++)
        {
            Assert.IsFalse(keys.Remove((key * 3) + 1));
            Assert.IsFalse(keys.Add(key * 3));
            Assert.IsTrue(keys.Remove(key * 3));
        }

        Assert.AreEqual(0, keys.Count);
        Assert.IsEmpty(keys);
    }
}
