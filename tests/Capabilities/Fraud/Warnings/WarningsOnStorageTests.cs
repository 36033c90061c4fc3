using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>What <c>WatchFraud</c> and <c>RaiseWarnings</c> do together, on real storage: decisions in, rows, warnings out, and old rows gone.</summary>
[TestClass]
public sealed class WarningsOnStorageTests : IEventPublisher
{
    private const int QuietMinutes = 240;
    private readonly List<OutgoingEvent> _published = [];
    private readonly FakeTimeProvider _time = new(Decisions.Start);
    private readonly WarningOptions _options = new();
    private long _sequence;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_surge_is_told_once_held_against_other_markets_and_ends_and_rows_go_when_they_are_old()
    {
        var folder = Directory.CreateTempSubdirectory("xb-warnings-").FullName;
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, TestContext.CancellationToken))
        {
            var (blobs, tables) = (new BlobServiceClient(azurite.ConnectionString), new TableServiceClient(azurite.ConnectionString));
            var store = new WarningStore(blobs);
            var watch = new SurgeWatch(new ReadModelReader(tables), store, this, _options, _time, NullLogger<SurgeWatch>.Instance);
            await FeedAsync(blobs, tables, [.. Enumerable.Range(0, 2 * QuietMinutes).Select(static i => Decisions.Of(i, minutes: i / 2.0, customer: i, instrument: i))]);
            _time.SetUtcNow(Decisions.Start.AddMinutes(QuietMinutes));
            Assert.IsEmpty(await watch.RunAsync(TestContext.CancellationToken), "ordinary traffic");

            await FeedAsync(blobs, tables, [.. Enumerable.Range(0, 20).Select(static i =>
                Decisions.Of(1_000 + i, i % 2 == 0 ? DecisionOutcome.Review : DecisionOutcome.Decline, QuietMinutes + 1 + (i / 10.0), 2_000 + i, 2_000 + i))]);
            _time.SetUtcNow(Decisions.Start.AddMinutes(QuietMinutes + 5));
            var raised = await watch.RunAsync(TestContext.CancellationToken);
            Assert.IsNotEmpty(raised);
            Assert.HasCount(raised.Count, _published);
            Assert.IsTrue(_published.TrueForAll(static e => e.EventType == EventTypes.FraudWarning && e.Hub == HubNames.Decisions));
            await watch.RunAsync(TestContext.CancellationToken);
            Assert.HasCount(raised.Count, _published, "a minute is looked at once");

            var (active, _) = await store.ReadActiveAsync(default, TestContext.CancellationToken);
            var matcher = new WarningMatcher(active!);
            Assert.IsTrue(matcher.Matches(CountryCode.Parse("FR"), new PaymentKeys(default, default, new Pseudonym(9), default, default, default)));

            _time.SetUtcNow(Decisions.Start.AddMinutes(QuietMinutes + 120));
            await watch.RunAsync(TestContext.CancellationToken);
            Assert.IsEmpty((await store.ReadActiveAsync(default, TestContext.CancellationToken)).Warnings!, "it has ended");

            await AssertSweptAsync(blobs, tables);
        }

        Directory.Delete(folder, recursive: true);
    }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        _published.AddRange(events.Where(static e => e.EventType == EventTypes.FraudWarning));
        return Task.CompletedTask;
    }

    // Rows carry the time of this machine, and the sweep leaves alone what was written within half a day: its clock runs ahead of both.
    private async Task AssertSweptAsync(BlobServiceClient blobs, TableServiceClient tables)
    {
        await FeedAsync(blobs, tables, [Decisions.Label(1_000)]);
        var held = await CountAsync(tables, FraudReviews.Definition.Table);
        Assert.IsGreaterThan(1, held);
        Assert.IsGreaterThan(0, await CountAsync(tables, FraudHours.Definition.Table));
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(1));
        clock.SetUtcNow(clock.GetUtcNow() > Decisions.Start.AddDays(10) ? clock.GetUtcNow() : Decisions.Start.AddDays(10));
        var age = clock.GetUtcNow() - Decisions.Start;
        var keep = new WarningOptions { KeepReviews = age + TimeSpan.FromDays(2), KeepHours = age + TimeSpan.FromDays(2) };
        await new MinuteSweep(tables, keep, clock).RunAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, await CountAsync(tables, FraudMinutes.Definition.Table));
        Assert.AreEqual(held, await CountAsync(tables, FraudReviews.Definition.Table), "young enough");
        Assert.IsGreaterThan(0, await CountAsync(tables, FraudHours.Definition.Table));

        keep = new WarningOptions { KeepReviews = age - TimeSpan.FromDays(2), KeepHours = age - TimeSpan.FromDays(2) };
        await new MinuteSweep(tables, keep, clock).RunAsync(TestContext.CancellationToken);
        Assert.AreEqual(held - 1, await CountAsync(tables, FraudReviews.Definition.Table), "open ones stay");
        Assert.AreEqual(0, await CountAsync(tables, FraudHours.Definition.Table));
    }

    private async Task<int> CountAsync(TableServiceClient tables, string table)
    {
        var count = 0;
        await foreach (var _ in tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: TestContext.CancellationToken))
        {
            count++;
        }

        return count;
    }

    // Stopping writes all rows.
    private async Task FeedAsync(BlobServiceClient blobs, TableServiceClient tables, IReadOnlyList<IXbEvent> events)
    {
        using var sink = new ReadModelSinkFactory(tables, new ReadModelOptions(), new StateOptions(), TimeProvider.System, NullLogger<ReadModelSinkFactory>.Instance);
        await using var runner = new StreamRunner<WatchState>(
            new FraudWatcher(_options, new ReferenceRates()), blobs, this, new StateOptions(), TimeProvider.System, NullLogger<StreamRunner<WatchState>>.Instance, sinks: [sink]);
        foreach (var batch in events.Chunk(64))
        {
            await runner.RunAsync(
                new StreamPartition(HubNames.Decisions, "warning", "2"), [.. batch.Select(one => Decisions.Event(_sequence++, one))], TestContext.CancellationToken);
        }
    }
}
