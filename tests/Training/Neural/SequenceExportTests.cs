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

    [TestMethod]
    public void One_sequence_alone_has_the_state_that_it_has_among_others()
    {
        using var model = SequenceModel.Train(SmallSequences.Cycles, 9, SmallSequences.Options(3, 0.2), cancellationToken: TestContext.CancellationToken);
        string[] names = [.. Enumerable.Range(0, 9).Select(static item => $"item {item}")];
        using var exported = ExportedStates.Open(model.Export(SequenceWeights.Exact, names));
        CollectionAssert.AreEqual(names, exported.ItemNames.ToArray());
        CollectionAssert.AreEqual(model.Items.ToArray(), exported.Items.ToArray());
        Assert.AreEqual((model.Width, 9), (exported.Width, exported.ItemCount));
        var expected = model.States(SmallSequences.Cycles);
        var state = new float[model.Width];

        // Long and short in turn: what is left in the buffers by one must not reach the next.
        foreach (var index in Enumerable.Range(0, SmallSequences.Cycles.Length).OrderBy(static index => index * 7 % 24))
        {
            exported.State(SmallSequences.Cycles[index], state);
            for (var i = 0; i < state.Length; i++)
            {
                Assert.AreEqual(expected[(index * model.Width) + i], state[i], 1e-5);
            }
        }
    }
}
