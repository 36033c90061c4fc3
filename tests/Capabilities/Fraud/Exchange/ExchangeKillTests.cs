using System.Text;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Tests.Sales;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>
/// Two instances that tell each other. One is killed at each of its requests to storage in turn, its successor is given everything again: nothing is
/// lost, nothing counts twice, neither in state and decisions nor in what the other is told.
/// </summary>
[TestClass]
public sealed class ExchangeKillTests
{
    private const int Batches = 3;
    private const int PerBatch = 2;

    // Shared columns; those of the customer do not depend on others.
    private static readonly string[] Shared =
        [.. FraudColumns.Names.Where(static name => name.Split('_')[0] is "seller" or "instrument" or "device" or "address")];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_kill_at_any_storage_request_loses_nothing_and_counts_nothing_twice_while_partitions_tell_each_other()
    {
        var folder = Directory.CreateTempSubdirectory("xb-exchange-kill-").FullName;
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, TestContext.CancellationToken))
        {
            var whole = await RunAsync(azurite, "whole", new SimulatedKill(int.MaxValue, isBefore: true));
            Assert.AreEqual((11f, 3f), (Column(whole.Told, "seller_payments_24h"), Column(whole.Told, "device_customers_24h")), "seven there, four here");
            Assert.AreEqual((11f, 1f, 1f), (Column(whole.Told, "address_payments_24h"), Column(whole.Told, "address_fraud_labels"), Column(whole.Told, "seller_frauds_7d")));
            var kills = 0;
            foreach (var isBefore in new[] { true, false })
            {
                var wasKilled = true;
                for (var at = 1; wasKilled; at++)
                {
                    var (kill, name) = (new SimulatedKill(at, isBefore), $"kill{at}-{(isBefore ? "before" : "after")}");
                    var run = await RunAsync(azurite, name, kill);
                    Assert.AreEqual(whole.State, run.State, name);
                    CollectionAssert.AreEqual(whole.Decided, run.Decided, name);
                    foreach (var column in Shared)
                    {
                        Assert.IsTrue(
                            Column(whole.Told, column).Equals(Column(run.Told, column)),
                            $"{name}: {column} is {Column(run.Told, column)}, without a kill {Column(whole.Told, column)}");
                    }

                    wasKilled = kill.HasKilled;
                    kills += wasKilled ? 1 : 0;
                    Assert.IsLessThan(200, at);
                }
            }

            Assert.IsGreaterThan(2 * Batches * 2, kills, "each batch commits, and each publication writes");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(string State, List<string> Decided, float[] Told)> RunAsync(AzuriteProcess azurite, string name, SimulatedKill kill)
    {
        var state = new StateOptions
        {
            StateContainer = $"{name}-state",
            DeadLetterContainer = $"{name}-letters",
            LookupContainer = $"{name}-lookups",
            SnapshotRecords = 2,
            RetryFirstDelay = TimeSpan.FromMilliseconds(1),
            RetryMaxDelay = TimeSpan.FromMilliseconds(5),
        };
        await using var other = new ExchangeRig(azurite.ConnectionString, state: state);
        await ClearAsync(other);
        var mortal = new ExchangeRig(azurite.ConnectionString, policy: kill, state: state);
        var isAlive = true;
        for (var batch = 0; batch < Batches; batch++)
        {
            isAlive = isAlive && await IsAliveAfterAsync(mortal, kill, batch);

            // Whatever of the others' sums is missing just then, no payment may count twice.
            await other.ReadAsync();
            var row = await other.PayAsync("1", 101 + batch, customer: 9);
            var (own, given) = (1 + batch, (1 + batch) * PerBatch);
            Assert.IsInRange(own, own + given, Column(row, "seller_payments_24h"), name);
            Assert.IsInRange(own, own + given, Column(row, "address_payments_24h"), name);
        }

        // The process is gone: what it held is left as it stands. Its successor is given everything again, and what came since.
        await using var successor = new ExchangeRig(azurite.ConnectionString, state: state);
        for (var batch = 0; batch <= Batches; batch++)
        {
            await successor.RunAsync("0", Batch(batch));
        }

        await successor.PublishAsync("0");
        await other.ReadAsync();
        var told = await other.PayAsync("1", 199, customer: 9);
        List<(string Id, string Body)> outputs = [.. mortal.Outputs, .. successor.Outputs];
        foreach (var sent in outputs.GroupBy(static output => output.Id))
        {
            Assert.AreEqual(1, sent.Distinct().Count(), $"{name}: {sent.Key} was decided in two ways");
        }

        return (Describe(await successor.StoredAsync("0")), [.. outputs.Select(static output => output.Id).Distinct().Order(StringComparer.Ordinal)], told);
    }

    private static async Task<bool> IsAliveAfterAsync(ExchangeRig mortal, SimulatedKill kill, int batch)
    {
        try
        {
            await mortal.RunAsync("0", Batch(batch));
            await mortal.PublishAsync("0");
            return !kill.HasKilled;
        }
        catch (SimulatedKill.KilledException)
        {
            return false;
        }
    }

    private static StreamEvent[] Batch(int batch) => batch switch
    {
        0 => [Event(0, ExchangeRig.Payment(1, 1)), Event(1, ExchangeRig.Payment(2, 2))],
        1 => [Event(2, ExchangeRig.Payment(3, 1)), Event(3, ExchangeRig.Payment(4, 1)), Event(4, ExchangeRig.Label(1, 1))],
        2 => [Event(5, ExchangeRig.Payment(5, 2)), Event(6, ExchangeRig.Payment(6, 2)), Event(7, ExchangeRig.Payment(5, 2))],
        _ => [Event(8, ExchangeRig.Payment(7, 1))],
    };

    private static StreamEvent Event(long sequence, string body) => new(sequence, ExchangeRig.Now, Encoding.UTF8.GetBytes(body), null, null, null);

    private static float Column(float[] row, string name) => row.Column(name);

    // All that counts payments and frauds. How a payment was decided depends on what was told by then; that it was decided once does not.
    private static string Describe(FraudState state)
    {
        var text = new StringBuilder();
        foreach (var table in new[] { state.Customers, state.Instruments, state.Devices, state.Addresses })
        {
            foreach (var key in table.NewestFirst())
            {
                var history = table.Find(key)!;
                text.AppendLine($"{key} {history.Value.FirstSeenMs} {history.Value.Frauds} {history.Value.Habit} {string.Join(' ', history.Value.Traces.ToArray())}");
            }
        }

        foreach (var key in state.Sellers.NewestFirst())
        {
            text.AppendLine($"{key} {string.Join(' ', state.Sellers.Find((uint)key)!.Buckets.ToArray())}");
        }

        foreach (var summary in state.Summaries.All.OrderBy(static summary => summary.Customer.Value))
        {
            text.AppendLine($"{summary.Customer} {summary.Approved + summary.Reviewed + summary.Declined} decided");
        }

        return text.ToString();
    }

    private static async Task ClearAsync(ExchangeRig rig)
    {
        var sums = rig.Storage.GetBlobContainerClient(ExchangeStore.ContainerName);
        if (await sums.ExistsAsync())
        {
            await foreach (var blob in sums.GetBlobsAsync())
            {
                await sums.DeleteBlobAsync(blob.Name);
            }
        }
    }
}
