using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Tests.Recommendations.Ranking;

/// <summary>The ranker of a real registry, taken up while lists are served.</summary>
[TestClass]
public sealed class ModelSwapTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_promoted_ranker_is_taken_up_and_one_of_other_columns_is_not()
    {
        var folder = Directory.CreateTempSubdirectory("xb-ranker-");
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.FullName }, TestContext.CancellationToken))
        {
            var blobs = new BlobServiceClient(azurite.ConnectionString);
            var registry = new ModelRegistry(blobs.GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);
            var options = new RecommendationOptions { Diversity = 0, CategoryShare = 1, NewShare = 0 };
            await using var ranker = new RankerSlot(new ModelSlot(
                registry, new ModelSlotOptions { Model = RankerColumns.ModelName, Columns = RankerColumns.Names }, TimeProvider.System, NullLogger<ModelSlot>.Instance));
            var time = new FakeTimeProvider();
            var slot = new SignalsSlot(
                new SignalsStore(blobs.GetBlobContainerClient(SignalsStore.ContainerName)), options, time, NullLogger<SignalsSlot>.Instance, ranker, new NextItemLoader(registry));
            var catalogue = Shop.Snapshot(Enumerable.Range(0, 12).Select(static i => Shop.Item(i, minor: 100 + (i * 10))));
            await new SignalsStore(blobs.GetBlobContainerClient(SignalsStore.ContainerName)).PublishAsync(Shop.FromFirst(12), TestContext.CancellationToken);
            var recommender = new Recommender(options, ranker);
            async Task<int> FirstAsync() =>
                Shop.Numbers(recommender.Recommend(catalogue, await slot.GetAsync(catalogue, TestContext.CancellationToken), Shop.Ask("s0")))[0];

            Assert.AreEqual(1, await FirstAsync(), "no ranker: the weights of the sources");
            await PromoteAsync(registry, "1", RankerColumns.Names);
            await ranker.RefreshAsync(TestContext.CancellationToken);
            Assert.AreEqual("1", ranker.Version);
            Assert.AreEqual(11, await FirstAsync(), "the dearest first, as the ranker has learnt");

            await PromoteAsync(registry, "2", [.. RankerColumns.Names.Reverse()]);
            Assert.AreEqual(ModelRefresh.Refused, await ranker.RefreshAsync(TestContext.CancellationToken));
            Assert.AreEqual("1", ranker.Version, "the columns are those of another app");
            Assert.AreEqual(11, await FirstAsync());
        }

        folder.Delete(recursive: true);
    }

    // Learns that the dearer of two is the better one.
    private async Task PromoteAsync(ModelRegistry registry, string version, IReadOnlyList<string> columns)
    {
        var random = new Random(1);
        var rows = new float[600 * columns.Count];
        var (labels, price) = (new float[600], columns.ToList().IndexOf(nameof(RankerColumn.PriceLevel)));
        for (var group = 0; group < 60; group++)
        {
            var best = (Value: float.NegativeInfinity, Row: 0);
            for (var row = group * 10; row < (group + 1) * 10; row++)
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    rows[(row * columns.Count) + column] = (float)((random.NextDouble() * 2) - 1);
                }

                best = rows[(row * columns.Count) + price] is var value && value > best.Value ? (value, row) : best;
            }

            labels[best.Row] = 1;
        }

        var data = new RankingData(columns, rows, labels, [.. Enumerable.Repeat(10, 60)]);
        TrainedRanker trained;
        try
        {
            trained = GradientBoostedRanker.Train(data, null, new GradientBoostedRankerOptions { MaxIterations = 60, MaxLeaves = 8, MinRowsInLeaf = 5, ColumnFraction = 1, Threads = 1 });
        }
        catch (TrainerUnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
            return;
        }

        using (trained)
        {
            var package = TreeModelPackager.Pack(trained, data, new ModelDescription
            {
                Name = RankerColumns.ModelName,
                Version = version,
                CreatedAt = DateTimeOffset.UnixEpoch,
                TrainingRange = default,
                Metrics = new Dictionary<string, double>(),
                CodeVersion = "test",
            });
            await registry.PublishAsync(package, TestContext.CancellationToken);
            await registry.PromoteAsync(
                RankerColumns.ModelName, version, await registry.GetChampionAsync(RankerColumns.ModelName, TestContext.CancellationToken), TestContext.CancellationToken);
        }
    }
}
