using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Tests.Upgrade;

/// <summary>This release goes on with what an earlier one left: its journals, snapshots, answers, tables, archive, dead letters and models.</summary>
[TestClass]
public sealed class UpgradeTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_this_release_leaves_is_read() => await CheckAsync(await UpgradeFixture.MakeAsync(TestContext.CancellationToken));

    [TestMethod]
    [DataRow("release-2026-11-27.zip")]
    public async Task What_an_earlier_release_left_is_read(string fixture) => await CheckAsync(await UpgradeFixture.OpenAsync(fixture, TestContext.CancellationToken));

    private async Task CheckAsync(UpgradeFixture left)
    {
        var cancellation = TestContext.CancellationToken;
        await using (var app = await AppProcess.StartAsync(left.Folder, isolated: false))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            await CheckAnswersAsync(http, left, cancellation);
            await CheckArchiveAsync(app.Addresses.Storage, cancellation);

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

        await using (var app = await AppProcess.StartAsync(left.Folder, isolated: false))
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
}
