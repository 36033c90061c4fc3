using CsCheck;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class RandomStreamTests
{
    [TestMethod]
    public void Draws_stay_inside_their_bounds() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample(static (seed, bound) =>
        {
            var random = new RandomStream(seed, StreamKind.Session);
            var unit = random.NextUnit();
            var below = random.Below(bound);
            return unit is >= 0 and < 1 && below >= 0 && below < bound;
        });

    [TestMethod]
    public void A_weighted_pick_is_the_first_total_above_the_draw() =>
        Gen.Double[0.01, 10].Array[1, 40].Sample(static weights =>
        {
            var total = 0.0;
            var totals = weights.Select(weight => total += weight).ToArray();
            var picked = new RandomStream(7, StreamKind.Product, (ulong)weights.Length).PickWeighted(totals);
            var drawn = new RandomStream(7, StreamKind.Product, (ulong)weights.Length).NextUnit() * totals[^1];
            return picked == Array.FindIndex(totals, running => running > drawn);
        });

    [TestMethod]
    public void Streams_of_different_entities_differ()
    {
        var firsts = new HashSet<ulong>();
        foreach (var kind in Enum.GetValues<StreamKind>())
        {
            for (var entity = 0UL; entity < 2_000; entity++)
            {
                Assert.IsTrue(firsts.Add(new RandomStream(1, kind, entity).NextBits()), $"{kind} {entity} repeats another stream.");
                Assert.IsTrue(firsts.Add(new RandomStream(1, kind, entity, 1).NextBits()), $"{kind} {entity}/1 repeats another stream.");
            }
        }
    }

    [TestMethod]
    public void Draws_have_the_moments_of_their_distributions()
    {
        var random = new RandomStream(3, StreamKind.Session);
        var normals = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToArray();
        var exponentials = Enumerable.Range(0, 100_000).Select(_ => random.Exponential(5)).ToArray();

        Assert.AreEqual(0, normals.Average(), 0.02);
        Assert.AreEqual(1, normals.Average(static value => value * value), 0.03);
        Assert.AreEqual(5, exponentials.Average(), 0.1);
    }
}
