using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Inference;
using XbFunctions.Training;
using XbFunctions.Training.Neural;

namespace XbFunctions.Capabilities.Tests.Recommendations.Ranking;

/// <summary>The sequence model in serving: trained on sequences that go up by 1, modulo 9.</summary>
[TestClass]
public sealed class NextItemTests
{
    private static ModelPackage? _package;

    [ClassInitialize]
    public static void Train(TestContext context)
    {
        int[][] sequences = [.. Enumerable.Range(0, 45).Select(static start => Enumerable.Range(start, 6).Select(static i => i % 9).ToArray())];
        using var model = SequenceModel.Train(
            sequences,
            9,
            new SequenceModelOptions
            {
                Network = new SequenceNetworkOptions { Width = 16, Blocks = 1, InnerWidth = 32, MaxLength = 8, Dropout = 0, InputDropout = 0, AttentionDropout = 0 },
                Trainer = new NetworkTrainerOptions { MaxEpochs = 40, Schedule = new(0.01), Threads = 1 },
                BatchTokens = 64,
            },
            cancellationToken: context.CancellationToken);
        _package = NextItemPackager.Pack(
            model,
            [.. Enumerable.Range(0, 9).Select(static i => $"s{i + 10}")],
            sequences,
            SequenceWeights.EightBit,
            new ModelDescription
            {
                Name = NextItemModel.ModelName,
                Version = "1",
                CreatedAt = DateTimeOffset.UnixEpoch,
                TrainingRange = default,
                Metrics = new Dictionary<string, double>(),
                CodeVersion = "test",
            });
    }

    [TestMethod]
    public void The_next_item_is_listed_first_and_says_why()
    {
        // The model's items are s10 to s18; s14, the next one, cannot be sold at first.
        var items = Enumerable.Range(0, 30).Select(static i => Shop.Item(i, category: $"c{i}")).ToArray();
        var model = NextItemModel.Load(_package!);
        var recommender = new Recommender(new RecommendationOptions());
        var ask = Shop.Ask("s10", "s11", "s12", "s13") with { Count = 3 };
        var catalogue = Shop.Snapshot(items);
        var list = recommender.Recommend(catalogue, BoundSignals.Of(ItemSignals.None, catalogue, model), ask).Items;
        Assert.AreEqual((14, RecommendationSource.Sequence, 13), (list[0].Item, list[0].Source, list[0].Because));

        items[14] = items[14] with { Hidden = true };
        catalogue = Shop.Snapshot(items);
        list = recommender.Recommend(catalogue, BoundSignals.Of(ItemSignals.None, catalogue, model), ask).Items;
        Assert.DoesNotContain(static item => item.Item == 14, list);
        Assert.AreEqual(RecommendationSource.Sequence, list[0].Source);
    }

    [TestMethod]
    public void Every_candidate_has_its_ratio_to_the_best_and_what_the_model_lacks_has_none()
    {
        var catalogue = Shop.Snapshot(Enumerable.Range(0, 30).Select(static i => Shop.Item(i, category: i < 20 ? "c" : "d")));
        var (items, rows) = new Recommender(new RecommendationOptions()).Candidates(
            catalogue, BoundSignals.Of(ItemSignals.None, catalogue, NextItemModel.Load(_package!)), Shop.Ask("s12", "s13"));
        var ratios = items.Zip(rows.Chunk(RankerColumns.Width), static (item, row) => (Item: item, Ratio: row[(int)RankerColumn.SequenceLogRatio])).ToDictionary();
        Assert.AreEqual(0f, ratios[14]);
        Assert.IsTrue(ratios.Where(static entry => entry.Key is >= 10 and < 19).All(static entry => entry.Value <= 0));
        Assert.IsTrue(ratios.Where(static entry => entry.Key is < 10 or >= 19).All(static entry => float.IsNaN(entry.Value)));
    }

    [TestMethod]
    public void A_damaged_model_is_refused()
    {
        var (onnx, manifest) = (_package!.Onnx, _package.Manifest);
        Assert.ThrowsExactly<InvalidModelException>(() => NextItemModel.Load(new ModelPackage(onnx[..^40], manifest)));
        var other = new float[manifest.SampleOutputs.Length];
        Array.Fill(other, 99);
        var refusal = Assert.ThrowsExactly<InvalidModelException>(() => NextItemModel.Load(_package with { Manifest = manifest with { SampleOutputs = other } }));
        Assert.Contains("sample row 0", refusal.Message);
    }
}
