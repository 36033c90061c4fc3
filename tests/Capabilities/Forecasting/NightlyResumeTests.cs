using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Capabilities.Tests.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Runs that are killed, stopped by the clock, or overtaken, on real storage.</summary>
[TestClass]
public sealed class NightlyResumeTests
{
    private const string Run = "2026-06-01";
    private const int Products = 4;
    private const int Days = 84;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateOnly Today = new(2026, 6, 1);

    // Whether the new combination is better is not what is checked.
    private static readonly ForecastingOptions Passing = new() { HistoryDays = Days, Horizon = 7, PartSeries = 3, MinGain = -1, MaxBiasLoss = 1 };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(true, DisplayName = "before a request")]
    [DataRow(false, DisplayName = "after a request")]
    public async Task A_kill_at_any_request_of_the_end_changes_nothing_that_the_run_comes_to(bool isBefore)
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        var (count, events) = (new Requests(), new Published());
        var whole = await Make(rig, events, fault: count).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        var (expected, ids) = (Text(whole), events.Events.Select(static one => one.EventId).ToHashSet());
        Assert.IsTrue(whole!.Gate.IsPassed, whole.Gate.Reason);
        Assert.HasCount(Products, ids);
        for (var at = count.FirstOfSums; at <= count.All; at += 3)
        {
            await ForgetAsync(rig);
            var (kill, sent) = (new SimulatedKill(at, isBefore), new Published());
            try
            {
                await Make(rig, sent, fault: kill).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
            }
            catch (SimulatedKill.KilledException)
            {
                // As a minute without the killed run's heartbeat does.
                await rig.Blobs.GetBlobContainerClient(ForecastStore.ContainerName).GetBlobClient("runs/lock").GetBlobLeaseClient()
                    .BreakAsync(TimeSpan.Zero, cancellationToken: TestContext.CancellationToken);
            }

            var log = new PartLog();
            var manifest = await Make(rig, sent, log).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
            Assert.AreEqual(expected, Text(manifest), $"killed at request {at} of {count.All}");
            Assert.AreEqual(0, log.Parts, "a part that was done was computed again");
            CollectionAssert.AreEquivalent(ids.ToArray(), sent.Events.Select(static one => one.EventId).Distinct().ToArray());
            Assert.AreEqual(Run, (await new ForecastStore(rig.Blobs).ReadChampionAsync(TestContext.CancellationToken)).Version);
        }

        Assert.IsGreaterThan(count.FirstOfSums + 10, count.All);
    }

    [TestMethod]
    public async Task A_run_whose_time_is_over_goes_on_with_the_next_step_in_planning_parts_sums_and_publishing()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        var (time, log, sent) = (new FakeTimeProvider(Now), new PartLog(), new Published());
        void Pass() => time.Advance(TimeSpan.FromSeconds(2));
        (log.OnPart, sent.OnEvents) = (Pass, Pass);
        var options = new ForecastingOptions { HistoryDays = Days, Horizon = 7, PartSeries = 3, MinGain = -1, MaxBiasLoss = 1, MaxDuration = TimeSpan.FromSeconds(1) };
        var (manifest, calls) = ((ForecastManifest?)null, 0);
        for (; manifest is null && calls < 50; calls++)
        {
            manifest = await Make(rig, sent, log, options, time).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        }

        Assert.IsNotNull(manifest);
        Assert.AreEqual(calls - 1, log.Pauses.Count);
        Assert.IsTrue(log.Pauses.Any(static pause => pause.Contains("goes on with part 2 of 2.", StringComparison.Ordinal)), string.Join('\n', log.Pauses));
        Assert.IsTrue(log.Pauses.Any(static pause => pause.Contains("goes on with the sums of DE.", StringComparison.Ordinal)), string.Join('\n', log.Pauses));
        Assert.IsTrue(log.Pauses.Any(static pause => pause.Contains("goes on with publishing DE, page 2.", StringComparison.Ordinal)), string.Join('\n', log.Pauses));
        Assert.AreEqual(2, log.Parts);
        Assert.HasCount(Products, sent.Events, "no page was published twice");
    }

    [TestMethod]
    public async Task Parts_that_were_judged_against_a_champion_of_before_are_computed_anew()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Make(rig, new Published(), new PartLog { OnPart = stop.Cancel }).RunDailyAsync(cancellationToken: stop.Token));
        var other = ForecastChampion.Of("2026-05-31-120000", new Dictionary<string, double> { ["naive"] = 1 }, 0.9);
        await new ForecastStore(rig.Blobs).PromoteAsync(other, TestContext.CancellationToken);
        var log = new PartLog();
        var manifest = await Make(rig, new Published(), log).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual("2026-05-31-120000", manifest!.Previous);
        Assert.AreEqual(2, log.Parts);
    }

    [TestMethod]
    public async Task Parts_of_another_horizon_are_computed_anew_when_the_settings_have_changed()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Make(rig, new Published(), new PartLog { OnPart = stop.Cancel }).RunDailyAsync(cancellationToken: stop.Token));
        var options = new ForecastingOptions { HistoryDays = Days, Horizon = 9, PartSeries = 3, MinGain = -1, MaxBiasLoss = 1 };
        var manifest = await Make(rig, new Published(), options: options).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.HasCount(9, manifest!.Total);
    }

    [TestMethod]
    public async Task The_next_night_judges_the_combinations_that_were_published()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        var first = await Make(rig, new Published()).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        var champion = await new ForecastStore(rig.Blobs).ReadChampionAsync(TestContext.CancellationToken);
        CollectionAssert.AreEquivalent(new[] { "DE/0", "DE/1", "DE/sums", "*/sums" }, champion.Parts!.Keys.ToArray());
        Assert.AreEqual(first!.Published.Hash, champion.Hash);

        // On the same data they are the same: nothing is better than itself.
        var again = await Make(rig, new Published(), options: new ForecastingOptions { HistoryDays = Days, Horizon = 7, PartSeries = 3, MinGain = 1 })
            .RunOnceAsync(cancellationToken: TestContext.CancellationToken);
        Assert.IsFalse(again!.Gate.IsPassed);
        Assert.AreEqual(Run, again.Published.Version);
        CollectionAssert.AreEqual(first.Total, again.Total);
    }

    [TestMethod]
    public async Task Weights_that_only_the_days_they_were_learnt_on_could_judge_are_not_published()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig);
        var options = new ForecastingOptions { HistoryDays = 60, Horizon = 28, PartSeries = 9, NewcomerDays = 7, MinGain = -1, MaxBiasLoss = 1 };
        var manifest = await Make(rig, new Published(), options: options).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.IsFalse(manifest!.Gate.IsPassed);
        Assert.AreEqual(ForecastChampion.BuiltIn.Version, manifest.Published.Version);
        Assert.Contains("before the days that judge them", manifest.Gate.Reason);
        Assert.AreEqual(0, manifest.Gate.Series);
    }

    [TestMethod]
    public async Task A_product_named_as_a_market_s_sum_is_forecast_and_leaves_the_sum_alone()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        await FillAsync(rig, "*DE");
        var sent = new Published();
        var manifest = await Make(rig, sent).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.HasCount(Products + 1, sent.Events);
        var reader = new ForecastReader(new ReadModelReader(rig.Tables));
        var (product, market) = (await reader.FindStoredAsync("*DE", Germany, TestContext.CancellationToken), await reader.FindSumAsync(Germany, null, TestContext.CancellationToken));
        Assert.IsLessThan(market!.Mean.Sum() / 2, product!.Mean.Sum());
        Assert.AreEqual(manifest!.Total.Sum(), market.Mean.Sum(), 0.01);
    }

    private static DateTimeOffset Now => new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

    private static NightlyForecasts Make(
        SalesRig rig, Published published, PartLog? log = null, ForecastingOptions? options = null, TimeProvider? time = null, HttpPipelinePolicy? fault = null)
    {
        var (ofBlobs, ofTables) = (new BlobClientOptions { Retry = { MaxRetries = 0 } }, new TableClientOptions { Retry = { MaxRetries = 0 } });
        if (fault is not null)
        {
            ofBlobs.AddPolicy(fault, HttpPipelinePosition.BeforeTransport);
            ofTables.AddPolicy(fault, HttpPipelinePosition.BeforeTransport);
        }

        var (blobs, tables) = (new BlobServiceClient(rig.ConnectionString, ofBlobs), new TableServiceClient(rig.ConnectionString, ofTables));
        return new NightlyForecasts(
            new SalesHistory(blobs, new ReadModelReader(tables)),
            new ImportedCategories(blobs),
            new ForecastStore(blobs),
            new ForecastPublisher(tables, published),
            options ?? Passing,
            new NightlyClock(time ?? new FakeTimeProvider(Now), log ?? new PartLog()));
    }

    private static async Task FillAsync(SalesRig rig, string? more = null)
    {
        var random = new Random(3);
        string[] skus = [.. Enumerable.Range(0, Products).Select(static i => $"sku-{i}"), .. more is null ? (string[])[] : [more]];
        await rig.History.WriteAsync(
            Germany,
            skus.SelectMany((sku, i) => Enumerable.Range(1, Days).Select(back => new SalesDay(sku, Today.AddDays(-back), 5 + i + random.Next(4), 0, 1_000))),
            CancellationToken.None);
    }

    private static async Task ForgetAsync(SalesRig rig)
    {
        var store = new ForecastStore(rig.Blobs);
        await store.DeleteAsync($"runs/{Run}", CancellationToken.None);
        await store.DeleteAsync("champion.json", CancellationToken.None);
    }

    private static string Text(ForecastManifest? manifest) => JsonSerializer.Serialize(manifest);

    private sealed class Requests : HttpPipelinePolicy
    {
        public int All { get; private set; }

        public int FirstOfSums { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Storage is used asynchronously only.");

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            All++;
            if (FirstOfSums == 0 && message.Request.Uri.Path.Contains("-sums", StringComparison.Ordinal))
            {
                FirstOfSums = All;
            }

            return ProcessNextAsync(message, pipeline);
        }
    }
}
