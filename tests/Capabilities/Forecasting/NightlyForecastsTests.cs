using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Capabilities.Tests.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Runs of forecasting on real storage.</summary>
[TestClass]
public sealed class NightlyForecastsTests
{
    private const int Products = 12;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateOnly Today = new(2026, 6, 1);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_run_publishes_forecasts_that_add_up_and_is_done_once_a_day()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        var published = new Published();
        var run = Make(rig, published, new PartLog());
        var manifest = await run.RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.IsNotNull(manifest);
        Assert.AreEqual(Products + 1, manifest.Series);
        Assert.AreEqual(1, manifest.Classes["Newcomer"]);
        Assert.IsTrue(manifest.Gate.IsPassed, manifest.Gate.Reason);
        Assert.AreEqual(Products + 1, published.Events.Count(static e => e.EventType == EventTypes.ForecastPublished));

        var reader = new ForecastReader(new ReadModelReader(rig.Tables));
        var (sum, cells) = (new double[28], 0);
        foreach (var sku in Enumerable.Range(0, Products + 1).Select(static i => $"sku-{i}"))
        {
            var forecast = await reader.FindAsync(sku, Germany, 28, [80, 95], TestContext.CancellationToken);
            Assert.IsNotNull(forecast, sku);
            Assert.AreEqual(Today, forecast.Points[0].Date);
            for (var day = 0; day < 28; day++, cells++)
            {
                var point = forecast.Points[day];
                sum[day] += point.Mean;
                Assert.IsGreaterThanOrEqualTo(0, point.Intervals["lo-95"]);
                Assert.IsGreaterThanOrEqualTo(point.Intervals["lo-95"], point.Intervals["lo-80"]);
                Assert.IsGreaterThanOrEqualTo(point.Intervals["lo-80"], point.Intervals["hi-80"]);
                Assert.IsGreaterThanOrEqualTo(point.Intervals["hi-80"], point.Intervals["hi-95"]);
                Assert.AreEqual(point.Mean, point.Parts.Level + point.Parts.Season, 1e-3);
            }
        }

        var market = await reader.FindSumAsync(Germany, null, TestContext.CancellationToken);
        for (var day = 0; day < 28; day++)
        {
            Assert.AreEqual(market!.Mean[day], sum[day], 0.01);
        }

        Assert.AreEqual(market!.Mean.Sum(), manifest.Total.Sum(), 0.1);
        var outlook = await reader.FindOutlookAsync(Germany, TestContext.CancellationToken);
        var pieces = outlook!.Expected;
        Assert.AreEqual(market!.Mean.Sum(), pieces, 0.1);
        var report = (await rig.Blobs.GetBlobContainerClient(ForecastStore.ContainerName).GetBlobClient("runs/2026-06-01/report.html")
            .DownloadContentAsync(TestContext.CancellationToken)).Value.Content.ToString();
        Assert.Contains("<svg", report);
        foreach (var heading in (string[])["Published.", "Errors by kind of demand", "<td>Newcomer", "Candidates", "seasonal-mean-short", "Markets and categories", "<h3>All markets", "<h3>DE</h3>", "<h3>DE/hats</h3>", "The products that sell most", "<polygon", "<polyline"])
        {
            Assert.Contains(heading, report);
        }

        Assert.AreEqual(2 * (manifest.Errors.Count + manifest.Leaderboard.Count) + Math.Min(20, manifest.Importance.Count), System.Text.RegularExpressions.Regex.Count(report, "<rect"));
        CollectionAssert.AreEquivalent(manifest.Classes.Keys.ToArray(), manifest.Errors.Select(static kind => kind.Class).ToArray());
        var events = published.Events.Count;
        var again = JsonSerializer.Serialize(await run.RunDailyAsync(cancellationToken: TestContext.CancellationToken));
        Assert.AreEqual(JsonSerializer.Serialize(manifest), again);
        Assert.HasCount(events, published.Events);
    }

    [TestMethod]
    public async Task A_product_that_has_not_sold_yet_borrows_from_its_category_else_from_the_market()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        var categories = new ImportedCategories(rig.Blobs);
        await categories.AddAsync(new Dictionary<string, string> { ["new-hat"] = "hats", ["new-lamp"] = "lamps" }, TestContext.CancellationToken);
        await Make(rig, new Published(), new PartLog()).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        var reader = new ForecastReader(new ReadModelReader(rig.Tables), categories);
        async Task<ForecastAnswer?> FindAsync(string sku) => await reader.FindAsync(sku, Germany, 28, [80], TestContext.CancellationToken);
        double[] hats = [.. (await Task.WhenAll(Enumerable.Range(0, Products).Where(static i => i % 2 == 1).Select(i => FindAsync($"sku-{i}"))))
            .Select(static hat => hat!.Points.Average(static point => point.Mean))];
        var borrowed = await FindAsync("new-hat");
        Assert.AreEqual("Newcomer", borrowed!.DemandClass);
        Assert.AreEqual(hats.Average(), borrowed.Points.Average(static point => point.Mean), 0.15 * hats.Average());
        Assert.IsTrue(borrowed.Points.All(static point => point.Intervals["lo-80"] <= point.Intervals["hi-80"]));
        Assert.IsNotNull(await FindAsync("new-lamp"));
        Assert.IsNull(await FindAsync("nobody-knows"));
    }

    [TestMethod]
    public async Task Trees_report_what_they_rely_on_and_a_refusal_is_shown()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig, length: 300);
        var options = new ForecastingOptions { HistoryDays = 300, PartSeries = 100, MinGain = 1 };
        var manifest = await Make(rig, new Published(), new PartLog(), options).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.IsFalse(manifest!.Gate.IsPassed);
        Assert.AreEqual("built-in", manifest.Published.Version);
        Assert.AreEqual(1, manifest.Importance.Sum(static one => one.Share), 1e-6);
        Assert.Contains("season 7", manifest.Importance.Take(8).Select(static one => one.Feature).ToArray());
        var report = (await rig.Blobs.GetBlobContainerClient(ForecastStore.ContainerName).GetBlobClient("runs/2026-06-01/report.html")
            .DownloadContentAsync(TestContext.CancellationToken)).Value.Content.ToString();
        Assert.Contains("Refused: the champion", report);
        Assert.Contains("What the trees rely on", report);
        Assert.Contains("<td>season 7<td>", report);
        Assert.Contains("boosted-level", report);
    }

    [TestMethod]
    public async Task A_run_that_was_stopped_goes_on_at_its_last_part()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        using var stop = new CancellationTokenSource();
        var first = new PartLog { OnPart = stop.Cancel };
        try
        {
            await Make(rig, new Published(), first).RunDailyAsync(cancellationToken: stop.Token);
            Assert.Fail("It was not stopped.");
        }
        catch (OperationCanceledException)
        {
            Assert.AreEqual(1, first.Parts);
        }

        var second = new PartLog();
        var manifest = await Make(rig, new Published(), second).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual(manifest!.Plan.Sum(static market => market.Parts) - 1, second.Parts);
        Assert.IsGreaterThan(0, second.Parts);
    }

    [TestMethod]
    public async Task While_one_run_is_at_work_another_does_nothing()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        ForecastManifest? other = null;
        var log = new PartLog();
        log.OnPart = () => other = Make(rig, new Published(), new PartLog()).RunDailyAsync().GetAwaiter().GetResult();
        Assert.IsNotNull(await Make(rig, new Published(), log).RunDailyAsync(cancellationToken: TestContext.CancellationToken));
        Assert.IsNull(other);
    }

    [TestMethod]
    public void A_day_out_of_stock_is_no_day_without_demand()
    {
        var first = new DateOnly(2026, 5, 1);
        var sales = MarketSales.Of(
            [new SalesDay("A", first.AddDays(2), 5, 0, 500), new SalesDay("A", first.AddDays(4), 1, 0, 100, false, true)], first, 7, static _ => "shoes").Single();
        CollectionAssert.AreEqual(new[] { double.NaN, double.NaN, 5, 0, double.NaN, 0, 0 }, sales.Units);
    }

    [TestMethod]
    public void A_promotion_that_has_ended_leaves_no_low_price_and_a_planned_one_is_known_ahead()
    {
        var first = new DateOnly(2026, 5, 1);
        SalesDay[] sales =
        [
            .. Enumerable.Range(0, 5).Select(day => new SalesDay("A", first.AddDays(day), 2, 0, 2_000)), new("A", first.AddDays(5), 9, 0, 4_500, IsPromotion: true),
        ];
        PlannedDay[] plans = [new("A", first.AddDays(7), 700, true), new("A", first.AddDays(8), null, true), new("A", first.AddDays(20), 1, true), new("B", first.AddDays(6), 1, true)];
        var laid = MarketSales.Of(sales, first, 6, static _ => "shoes", plans, horizon: 4).Single();
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 1, 1, 0.5, 1, 0.7, 1, 1 }, laid.Price);
        CollectionAssert.AreEqual(new double[] { 0, 0, 0, 0, 0, 1, 0, 1, 1, 0 }, laid.Promotion);
    }

    private static NightlyForecasts Make(SalesRig rig, Published published, PartLog log, ForecastingOptions? options = null) => new(
        rig.History,
        new ImportedCategories(rig.Blobs),
        new ForecastStore(rig.Blobs),
        new ForecastPublisher(rig.Tables, published),
        options ?? new ForecastingOptions { HistoryDays = 180, PartSeries = 5 },
        new NightlyClock(new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 3, 0, 0, TimeSpan.Zero)), log));

    // A level that rises all the time: the mean of the last weeks, which ships as the champion, is behind it.
    private static async Task FillAsync(SalesRig rig, int length = 180)
    {
        var random = new Random(5);
        var days = new List<SalesDay>();
        for (var sku = 0; sku < Products; sku++)
        {
            for (var back = 1; back <= length; back++)
            {
                var day = Today.AddDays(-back);
                var level = (5 + sku) * (1 + (Math.Max(0, 180 - back) / 60.0)) * (day.DayOfWeek == DayOfWeek.Saturday ? 2 : 1);
                days.Add(new SalesDay($"sku-{sku}", day, (long)Math.Max(0, level + (2 * random.NextDouble())), 0, (long)level * 100));
            }
        }

        days.AddRange(Enumerable.Range(1, 5).Select(static back => new SalesDay($"sku-{Products}", Today.AddDays(-back), 2, 0, 200)));
        await rig.History.WriteAsync(Germany, days, CancellationToken.None);
        await new ImportedCategories(rig.Blobs).AddAsync(
            Enumerable.Range(0, Products + 1).ToDictionary(static i => $"sku-{i}", static i => i % 2 == 0 ? "shoes" : "hats"), CancellationToken.None);
    }
}
