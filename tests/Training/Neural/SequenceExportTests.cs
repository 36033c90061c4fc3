using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

[TestClass]
public sealed class SequenceExportTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void A_trained_model_scores_the_same_after_export()
    {
        using var model = SequenceModel.Train(SmallSequences.Cycles, 9, SmallSequences.Options(3, 0.2), cancellationToken: TestContext.CancellationToken);
        var expected = model.States(SmallSequences.Cycles);
        using var exported = ExportedStates.Open(model.Export(SequenceWeights.Exact));
        var (got, width) = (exported.States(SmallSequences.Cycles), model.Width);
        Assert.HasCount(SmallSequences.Cycles.Length * width, got);
        for (var i = 0; i < got.Length; i++)
        {
            Assert.AreEqual(expected[i], got[i], 1e-5);
        }
    }

    [TestMethod]
    public void Weights_of_8_bits_make_a_smaller_model_with_nearly_the_same_states()
    {
        using var model = SequenceModel.Train(SmallSequences.Cycles, 2000, SmallSequences.Options(3, 0.2), cancellationToken: TestContext.CancellationToken);
        var (exact, small) = (model.Export(SequenceWeights.Exact), model.Export(SequenceWeights.EightBit));
        Assert.IsLessThan(exact.Length * 0.4, small.Length);
        using var exported = ExportedStates.Open(small);
        var (expected, got) = (model.States(SmallSequences.Cycles), exported.States(SmallSequences.Cycles));
        for (var i = 0; i < got.Length; i++)
        {
            Assert.AreEqual(expected[i], got[i], 0.15);
        }
    }
}
