using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class KeyIndexTests
{
    // Few keys, so that they come again; multiples of a power of two and neighbours, so that they are pushed on past each other.
    private static readonly Gen<ulong> Keys = Gen.OneOf(Gen.ULong[0, 40], Gen.ULong[0, 40].Select(static key => key << 58), Gen.ULong);

    [TestMethod]
    public void An_index_holds_what_a_dictionary_holds() =>
        Gen.Select(Keys, Gen.Int[0, 3]).Array[0, 400].Sample(static steps =>
        {
            var (index, plain) = (new KeyIndex(), new Dictionary<ulong, int>());
            for (var step = 0; step < steps.Length; step++)
            {
                var (key, kind) = steps[step];
                if (kind < 2)
                {
                    Assert.AreEqual(plain.TryAdd(key, step), index.TryAdd(key, step));
                }
                else if (kind == 2 && plain.ContainsKey(key))
                {
                    plain[key] = step;
                    index.Move(key, step);
                }
                else if (plain.Remove(key))
                {
                    index.Remove(key);
                }

                Assert.AreEqual(plain.Count, index.Count);
            }

            foreach (var (key, _) in steps)
            {
                Assert.AreEqual(plain.TryGetValue(key, out var expected), index.TryGetValue(key, out var slot));
                Assert.AreEqual(plain.ContainsKey(key) ? expected : -1, slot);
            }
        });

    [TestMethod]
    public void Every_key_of_many_is_found_and_no_other()
    {
        var index = new KeyIndex();
        for (var key = 0; key < 50_000; key++)
        {
            Assert.IsTrue(index.TryAdd((ulong)key * 3, key));
        }

        for (var key = 0; key < 50_000; key++)
        {
            Assert.IsTrue(index.TryGetValue((ulong)key * 3, out var slot));
            Assert.AreEqual(key, slot);
            Assert.IsFalse(index.TryGetValue(((ulong)key * 3) + 1, out _));
        }
    }
}
