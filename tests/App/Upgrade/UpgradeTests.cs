using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Tests.Upgrade;

/// <summary>This release goes on with what an earlier one left: its journals, snapshots, answers, tables, archive, dead letters and models.</summary>
[TestClass]
public sealed class UpgradeTests
{
    // A folder that was kept grows old, and its customers are not forgotten for it.
    private static readonly string[] Keep = ["--Fraud:KeepCustomers=3650.00:00:00", "--Behaviour:KeepVisitors=3650.00:00:00"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_this_release_leaves_is_read() => await CheckAsync(await UpgradeFixture.MakeAsync(TestContext.CancellationToken));

    [TestMethod]
    [DataRow("release-2026-11-27.zip")]
    [DataRow("release-2026-11-27-2.zip")]
    public async Task What_an_earlier_release_left_is_read(string fixture) => await CheckAsync(await UpgradeFixture.OpenAsync(fixture, TestContext.CancellationToken));

    private async Task CheckAsync(UpgradeFixture left)
    {
        var cancellation = TestContext.CancellationToken;
        await using (var app = await AppProcess.StartAsync(left.Folder, isolated: false, Keep))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            await CheckAnswersAsync(http, left, cancellation);
            await CheckArchiveAsync(app.Addresses.Storage, cancellation);
            await CheckStatesAsync(app.Addresses.Storage, left, cancellation);
            if (left.Erasure is { } erasure)
            {
                await CheckBrowsingAsync(app, http, erasure, cancellation);
            }

            // The state goes on: known payments are recognised, and a new one of a known customer adds to what is known of it.
            var now = TimeProvider.System.GetUtcNow();
            (string, string)[] events =
            [
                .. left.Decisions.Keys.Select(id => (UpgradeFixture.CustomerOf(id), UpgradeFixture.Payment(id, UpgradeFixture.CustomerOf(id), now))),
                .. Enumerable.Range(0, UpgradeFixture.Customers).Select(i => ($"c-{i}", UpgradeFixture.Payment($"new-{i}", $"c-{i}", now))),
            ];
            await DecisionReading.SendAsync(app.Addresses.EventHubs!, events, cancellation);
            var wanted = Enumerable.Range(0, UpgradeFixture.Customers).Select(static i => $"new-{i}").ToHashSet();
            var decided = (await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, wanted, cancellation)).Where(one => wanted.Contains(one.PaymentId.Value)).ToList();
            Assert.IsTrue(decided.All(static one => one.Model is { Name: "fraud" }), "a model of this release's features scores");
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        await using (var app = await AppProcess.StartAsync(left.Folder, isolated: false, Keep))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            foreach (var customer in left.Decisions.Values.Select(static one => one.CustomerKey).Distinct())
            {
                var known = await http.GetFromJsonAsync<FraudCustomerAnswer>(new Uri($"fraud/customers/{customer}", UriKind.Relative), cancellation);
                Assert.AreEqual(UpgradeFixture.Payments + 1, known!.Decisions.Approve + known.Decisions.Review + known.Decisions.Decline);
            }

            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(left.Folder, recursive: true);
    }

    private static async Task CheckAnswersAsync(HttpClient http, UpgradeFixture left, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { "up-0", "up-13", "up-39" })
        {
            var body = await http.GetStringAsync(new Uri($"fraud/decisions/{id}", UriKind.Relative), cancellationToken);
            var found = JsonSerializer.Deserialize(body, EventJson.Default.FraudDecided)!;
            Assert.AreEqual(left.Decisions[id].Score, found.Score, id);
            Assert.AreEqual(left.Decisions[id].Outcome, found.Outcome, id);
            Assert.AreEqual(left.Decisions[id].CustomerKey, found.CustomerKey, id);
        }
    }

    /// <summary>Profiles go on, the item is there, and the erasure goes on under its receipt.</summary>
    private static async Task CheckBrowsingAsync(AppProcess app, HttpClient http, string erasure, CancellationToken cancellationToken)
    {
        await UpgradeFixture.EventsAsync(http, "c-1", UpgradeFixture.Clicks, cancellationToken);
        await DecisionReading.SendClicksAsync(
            app.Addresses.EventHubs!, [("c-1", UpgradeFixture.Click(9_999, "c-1", TimeProvider.System.GetUtcNow()))], cancellationToken);
        await UpgradeFixture.EventsAsync(http, "c-1", UpgradeFixture.Clicks + 1, cancellationToken);
        StringAssert.Contains(await http.GetStringAsync(new Uri($"items/{UpgradeFixture.Sku}", UriKind.Relative), cancellationToken), "Lampe");
        using var receipt = await http.GetAsync(new Uri($"erasures/{erasure}", UriKind.Relative), cancellationToken);
        Assert.IsTrue(receipt.IsSuccessStatusCode, $"{receipt.StatusCode}");
        using var again = await http.DeleteAsync(new Uri("customers/c-erased", UriKind.Relative), cancellationToken);
        StringAssert.Contains(await again.Content.ReadAsStringAsync(cancellationToken), erasure);
    }

    /// <summary>Journals and snapshots of every state are read to their end.</summary>
    private static async Task CheckStatesAsync(string storage, UpgradeFixture left, CancellationToken cancellationToken)
    {
        var blobs = new BlobServiceClient(storage);
        Assert.IsGreaterThan(0, await CountAsync(new Stored<FraudState>("fraud", static partition => new FraudState(new FraudOptions(), partition.PartitionId)), HubNames.Payments));
        Assert.IsGreaterThan(0, await CountAsync(new Stored<SalesState>("sales", static partition => new SalesState(new SalesOptions(), partition.PartitionId)), HubNames.Payments));
        Assert.IsGreaterThan(0, await CountAsync(new Stored<WatchState>("warning", static partition => new WatchState(new WarningOptions(), partition.PartitionId)), HubNames.Decisions));
        var browsed = await CountAsync(new Stored<BehaviourState>("behaviour", static partition => new BehaviourState(new BehaviourOptions(), partition.PartitionId)), HubNames.Clickstream);
        Assert.AreEqual(left.Erasure is not null, browsed > 0);

        async Task<int> CountAsync<TState>(Stored<TState> function, string hub)
            where TState : class, IStreamState
        {
            var count = 0;
            for (var partition = 0; partition < 4; partition++)
            {
                var found = await new StreamStateReader<TState>(function, blobs, new StateOptions()).ReadAsync(
                    new StreamPartition(hub, function.Name, $"{partition}"), cancellationToken);
                count += found is null ? 0 : 1;
            }

            return count;
        }
    }

    private static async Task CheckArchiveAsync(string storage, CancellationToken cancellationToken)
    {
        var archive = new ArchiveReader(new BlobServiceClient(storage), new ArchiveOptions());
        var rows = 0L;
        await foreach (var file in archive.ListAsync("fraud/decisions", cancellationToken))
        {
            rows += (await archive.ReadAsync(file.Name.Blob, 0, cancellationToken)).RowCount;
        }

        Assert.AreEqual(UpgradeFixture.Customers * UpgradeFixture.Payments, rows);
        var letters = new BlobServiceClient(storage).GetBlobContainerClient("dead-letters");
        var count = 0;
        await foreach (var _ in letters.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            count++;
        }

        Assert.IsGreaterThan(0, count);
    }

    /// <summary>A function whose states are read and no events processed.</summary>
    private sealed class Stored<TState>(string name, Func<StreamPartition, TState> create) : IStreamProcessor<TState>
        where TState : class, IStreamState
    {
        public string Name => name;

        public TState CreateState(StreamPartition partition) => create(partition);

        public ValueTask ProcessAsync(TState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
