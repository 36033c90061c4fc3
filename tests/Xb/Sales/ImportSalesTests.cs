using Azure.Data.Tables;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Xb.Tests.Sales;

[TestClass]
public sealed class ImportSalesTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_history_is_imported_with_categories_promotions_and_days_out_of_stock()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var csv = folder.Write(
            "history.csv",
            "date,sku,market,units,price,promotion,category,stock_out\n"
            + "2026-03-01,a,DE,5,9.99,0,shoes,0\n2026-03-02,a,DE,9,7.50,1,shoes,0\n2026-03-03,a,DE,0,0,0,shoes,1\n2026-03-01,b,JP,2,1.5,,,");
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "sales", "import", csv, "--storage", azurite.ConnectionString);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("DE: 3 days of products imported.", run.Output);

        var history = new SalesHistory(new BlobServiceClient(azurite.ConnectionString), new ReadModelReader(new TableServiceClient(azurite.ConnectionString)));
        var germany = await history.ReadAsync(CountryCode.Parse("DE"), Day, Day.AddDays(30), TestContext.CancellationToken);
        CollectionAssert.AreEqual(
            new[]
            {
                new SalesDay("a", Day, 5, 0, 4_995),
                new SalesDay("a", Day.AddDays(1), 9, 0, 6_750, IsPromotion: true),
                new SalesDay("a", Day.AddDays(2), 0, 0, 0, IsOut: true),
            },
            germany.ToArray());
        var categories = await new ImportedCategories(new BlobServiceClient(azurite.ConnectionString)).ReadAsync(TestContext.CancellationToken);
        Assert.AreEqual("shoes", categories["a"]);
        Assert.IsFalse(categories.ContainsKey("b"));
    }

    [TestMethod]
    public async Task Rows_without_units_plan_prices_and_promotions_ahead()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var csv = folder.Write("plan.csv", "date,sku,market,units,price,promotion\n2040-03-01,a,DE,,7.50,1\n2040-03-02,a,DE,,,1\n2026-03-01,a,DE,5,9.99,0");
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "sales", "import", csv, "--storage", azurite.ConnectionString);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("DE: 2 days of products planned.", run.Output);
        Assert.Contains("DE: 1 days of products imported.", run.Output);
        var plans = new SalesPlans(new BlobServiceClient(azurite.ConnectionString));
        var first = new DateOnly(2040, 3, 1);
        CollectionAssert.AreEqual(
            new[] { new PlannedDay("a", first, 750, true), new PlannedDay("a", first.AddDays(1), null, true) },
            (await plans.ReadAsync(CountryCode.Parse("DE"), first, first.AddDays(9), TestContext.CancellationToken)).ToArray());
    }

    [TestMethod]
    [DataRow("2040-03-01,a,DE,5,1,0", "column 'date'")]
    [DataRow("2026-03-01,a,DE,,1,0", "column 'units'")]
    [DataRow("2040-03-01,a,DE,,free,0", "column 'price'")]
    [DataRow("2026-02-30,a,DE,5,1,0", "column 'date'")]
    [DataRow("2026-03-01,a,D,5,1,0", "column 'market'")]
    [DataRow("2026-03-01,a,DE,-5,1,0", "column 'units'")]
    [DataRow("2026-03-01,a,DE,5,free,0", "column 'price'")]
    [DataRow("2026-03-01,a,DE,5,1,maybe", "column 'promotion'")]
    public async Task A_wrong_row_is_named_and_nothing_is_imported(string row, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var csv = folder.Write("history.csv", $"date,sku,market,units,price,promotion\n2026-03-01,good,DE,5,1,0\n{row}");
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "sales", "import", csv, "--storage", azurite.ConnectionString);
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("line 3", run.Error);
        Assert.Contains(expected, run.Error);
        Assert.IsFalse(await new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(SalesHistory.ContainerName).ExistsAsync(TestContext.CancellationToken));
    }
}
