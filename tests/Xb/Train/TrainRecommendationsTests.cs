using Azure.Storage.Blobs;
using System.Text.Json;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Host;
using XbFunctions.Inference;

namespace XbFunctions.Xb.Tests.Train;

[TestClass]
public sealed class TrainRecommendationsTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Clicks_of_a_file_over_the_catalogue_of_the_storage_are_learnt_from_and_what_passes_its_gate_is_promoted()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var refused = await RunAsync("train", "recommendations", "--clicks", folder.Write("none.jsonl", "{\"type\":\"other\"}\nno json"), "--storage", azurite.ConnectionString);
        Assert.AreEqual(1, refused.ExitCode);
        Assert.Contains("has no product.viewed", refused.Error);

        var simulated = await RunAsync("simulate", "--out", folder.Path, "--count", "26000", "--customers", "600", "--payments-per-day", "400");
        Assert.AreEqual(0, simulated.ExitCode, simulated.Error);
        var clicks = Path.Combine(folder.Path, "clickstream.jsonl");
        var empty = await RunAsync("train", "recommendations", "--clicks", clicks, "--storage", azurite.ConnectionString);
        Assert.Contains("xb items import", empty.Error, "the catalogue is empty");

        var items = Path.Combine(folder.Path, "catalogue.jsonl");
        await using (var stream = File.Create(items))
        {
            XbFunctions.Xb.Simulation.CatalogueWriter.Write(
                XbFunctions.Xb.Simulation.MarketplaceWorld.Create(new XbFunctions.Xb.Simulation.SimulationOptions { Customers = 600, PaymentsPerDay = 400 }), stream);
        }

        Assert.AreEqual(0, (await RunAsync("items", "import", items, "--storage", azurite.ConnectionString)).ExitCode);
        var run = await RunAsync(
            "train", "recommendations", "--clicks", clicks, "--storage", azurite.ConnectionString, "--epochs", "1", "--trees", "40", "--cases", "1500", "--publish");
        if (run.Error.Contains("LightGBM", StringComparison.Ordinal))
        {
            Assert.Inconclusive(run.Error);
        }

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("as a new market", run.Output);
        Assert.Contains("Published signals", run.Output);

        Assert.Contains("places from the first looked at 1.00", run.Output);

        // How good what serves is stands beside it, and is measured anew on later clicks.
        var quality = await new SignalsStore(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(SignalsStore.ContainerName)).FindQualityAsync(TestContext.CancellationToken);
        Assert.IsTrue(quality is { Cases: > 100, Ndcg20: > 0, Recall20: > 0, Coverage: > 0 and <= 1 }, $"{quality}");
        var evaluated = await RunAsync("evaluate", "recommendations", "--clicks", clicks, "--storage", azurite.ConnectionString, "--cases", "300", "--json");
        Assert.AreEqual(0, evaluated.ExitCode, evaluated.Error);
        using var report = JsonDocument.Parse(evaluated.Output);
        Assert.AreEqual(quality!.Signals, report.RootElement.GetProperty("offline").GetProperty("signals").GetString());
        Assert.IsGreaterThan(0, report.RootElement.GetProperty("online").GetProperty("lists").GetInt64());

        // What passed by the report is what serves.
        var registry = new ModelRegistry(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);
        var champion = await registry.GetChampionAsync(RankerColumns.ModelName, TestContext.CancellationToken);
        Assert.AreEqual(run.Output.Split('\n').Single(static line => line.StartsWith("New ranker over", StringComparison.Ordinal)).Contains(": taken", StringComparison.Ordinal), champion is not null);
        if (champion is not null)
        {
            var package = await registry.LoadAsync(RankerColumns.ModelName, champion.Version, TestContext.CancellationToken);
            CollectionAssert.AreEqual(RankerColumns.Names.ToArray(), package.Manifest.Inputs[0].Columns.ToArray());
            Assert.IsGreaterThan(package.Manifest.Metrics["ndcg20Before"], package.Manifest.Metrics["ndcg20"]);
        }
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(TestContext.CancellationToken, arguments);
}
