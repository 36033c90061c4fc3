using CsCheck;
using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

[TestClass]
public sealed class LengthBatcherTests
{
    [TestMethod]
    public void Every_example_is_in_one_batch_and_no_batch_of_several_exceeds_the_budget() =>
        Gen.Select(Gen.Int[1, 60].Array[1, 200], Gen.Int[1, 300], Gen.Long).Sample((lengths, budget, seed) =>
        {
            var batches = LengthBatcher.Batches(lengths, budget, new SeededGenerator(seed));
            return batches.SelectMany(static batch => batch).Order().SequenceEqual(Enumerable.Range(0, lengths.Length))
                && batches.TrueForAll(batch => batch.Length == 1 || batch.Max(index => lengths[index]) * batch.Length <= budget);
        });

    [TestMethod]
    public void Another_epoch_has_other_batches_and_the_same_epoch_the_same()
    {
        int[] lengths = [.. Enumerable.Range(0, 100).Select(static i => 1 + (i % 13))];
        var first = Text(LengthBatcher.Batches(lengths, 40, new SeededGenerator(1, 0)));
        Assert.AreEqual(first, Text(LengthBatcher.Batches(lengths, 40, new SeededGenerator(1, 0))));
        Assert.AreNotEqual(first, Text(LengthBatcher.Batches(lengths, 40, new SeededGenerator(1, 1))));
    }

    private static string Text(IEnumerable<int[]> batches) => string.Join('|', batches.Select(static batch => string.Join(',', batch)));
}
