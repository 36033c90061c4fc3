using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Items;

[TestClass]
public sealed class ImportItemsTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Files_of_all_kinds_are_imported_and_refused_lines_are_named()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var csv = folder.Write(
            "items.csv",
            "sku,title.en,title.ja,category,brand,price.DE,price.JP,shipTo.only,stock.w1,stock.w2,launched,hidden\n"
            + "c-1,\"Lamp, small\",ランプ,home/light,B,12.50,1900,DE JP,0,4,2026-03-01,false\nc-2,Lamp,,home/light,,abc,,,,,,");
        var mixed = await RunAsync(csv, "--storage", azurite.ConnectionString);
        Assert.AreEqual(1, mixed.ExitCode);
        Assert.Contains("line 3, sku c-2: prices.DE:", mixed.Output);
        Assert.Contains("2 items: 1 created, 0 updated, 0 unchanged, 1 refused.", mixed.Output);

        var world = MarketplaceWorld.Create(new SimulationOptions { Products = 1_500 });
        var simulated = Path.Combine(folder.Path, "catalogue.jsonl");
        await using (var stream = File.Create(simulated))
        {
            CatalogueWriter.Write(world, stream);
        }

        Assert.Contains("1,500 are correct", (await RunAsync(simulated, "--dry-run")).Output);
        var first = await RunAsync(simulated, "--storage", azurite.ConnectionString);
        Assert.AreEqual(0, first.ExitCode, first.Error);
        Assert.Contains("1,500 items: 1,500 created", first.Output);
        Assert.Contains("1,500 unchanged", (await RunAsync(simulated, "--storage", azurite.ConnectionString)).Output);

        using var catalogue = new ItemCatalogue(
            new CatalogueStore(new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(CatalogueStore.ContainerName)),
            new CatalogueOptions(), TimeProvider.System, NullLogger<ItemCatalogue>.Instance);
        var all = await catalogue.GetAsync(TestContext.CancellationToken);
        Assert.AreEqual(1_501, all.Count);
        Assert.IsTrue(all.TryFind(new Sku("c-1"), out var lamp, out _));
        Assert.AreEqual(("Lamp, small", 4, true), (lamp.Titles["en"], lamp.Stock!["w2"], lamp.ShipsTo(CountryCode.Parse("JP"))));
        Assert.IsFalse(lamp.ShipsTo(CountryCode.Parse("FR")));
    }

    [TestMethod]
    public async Task An_unknown_column_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder.Write("items.csv", "sku,colour\na,red"), "--dry-run");
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("'colour'", run.Error);
    }

    private Task<CommandRun> RunAsync(string file, params string[] arguments) =>
        CommandRun.OfAsync(TestContext.CancellationToken, ["items", "import", file, .. arguments]);
}
