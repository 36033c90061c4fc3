using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Privacy;

/// <summary>What was kept for long enough leaves its store, and nothing else does.</summary>
[TestClass]
public sealed class RetentionTests
{
    private static readonly FraudOptions Fraud = new();
    private static readonly WarningOptions Warnings = new() { KeepReviews = TimeSpan.FromDays(500) };
    private static readonly BehaviourOptions Behaviour = new() { KeepCounts = TimeSpan.FromDays(600) };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_is_old_leaves_its_table_and_what_came_later_stays()
    {
        var cancellation = TestContext.CancellationToken;
        await using var rig = await ErasureRig.StartAsync(cancellation);
        rig.Pay("p-1", "old", "i-1", 0);
        rig.Pay("p-2", "late", "i-1", 40);
        rig.Click(1, "old", isCustomer: true, 0);
        rig.Click(2, "late", isCustomer: true, 40);
        await rig.DeliverAsync();
        await rig.RestartAsync();
        var tables = new TableServiceClient(rig.Connection);
        await tables.CreateTableIfNotExistsAsync(AnalystLabels.TableName, cancellation);
        await LabelAsync("p-1", 0);
        await LabelAsync("p-2", 40);
        var before = await CountAsync();
        Assert.AreEqual(2, before["FraudReviews"], "no one has looked at them");
        Assert.AreEqual((2, 2, 2), (before["FraudCustomers"], before["BehaviourCustomers"], before[AnalystLabels.TableName]));

        Assert.AreEqual(0, await ExpireAsync(399), "nothing is old yet");
        Assert.AreEqual(2, await ExpireAsync(400));
        var after = await CountAsync();
        Assert.AreEqual((1, 1, 2), (after["FraudCustomers"], after["BehaviourCustomers"], after[AnalystLabels.TableName]));
        Assert.IsNull(await FindAsync("old"));
        Assert.IsNotNull(await FindAsync("late"));

        Assert.AreEqual(2, after["FraudReviews"], "of the same day");
        Assert.AreEqual(5, await ExpireAsync(500), "the last customers are old now, the reviews, and what was said of the first");
        after = await CountAsync();
        Assert.AreEqual(0, after["FraudReviews"]);
        Assert.AreEqual((0, 0, 1), (after["FraudCustomers"], after["BehaviourCustomers"], after[AnalystLabels.TableName]));
        Assert.AreEqual(before["BehaviourCohorts"], after["BehaviourCohorts"], "counts name no one");

        await ExpireAsync(620);
        after = await CountAsync();
        Assert.AreEqual((0, 0), (after["BehaviourCohorts"], after[AnalystLabels.TableName]));

        async Task LabelAsync(string payment, int minutes) => await tables.GetTableClient(AnalystLabels.TableName).AddEntityAsync(
            new TableEntity(AnalystLabels.PartitionOf(payment), "one") { ["PaymentId"] = payment, ["LabelledAt"] = ErasureRig.Start.AddMinutes(minutes) }, cancellation);

        async Task<Dictionary<string, int>> CountAsync()
        {
            var counts = new Dictionary<string, int>();
            foreach (var name in (string[])["FraudCustomers", "BehaviourCustomers", "BehaviourCohorts", "FraudReviews", AnalystLabels.TableName])
            {
                counts[name] = 0;
                await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: cancellation))
                {
                    counts[name] += row.RowKey[0] == '$' ? 0 : 1;
                }
            }

            return counts;
        }

        // Twenty minutes past: between what is old and what came later.
        Task<long> ExpireAsync(int days)
        {
            var eraser = new ReadModelEraser(tables);
            IRetention[] kinds = [new FraudRetention(eraser, new AnalystLabels(tables), Fraud, Warnings), new BehaviourRetention(eraser, Behaviour)];
            return new RetentionJob(kinds, new FakeTimeProvider(ErasureRig.Start.AddDays(days).AddMinutes(20)), NullLogger<RetentionJob>.Instance).RunAsync(cancellation);
        }

        Task<TableEntity?> FindAsync(string customer)
        {
            var key = ErasureRig.Customer(customer);
            return new ReadModelReader(tables).FindAsync(BehaviourCustomers.Definition, BehaviourCustomers.PartitionOf(key), key.ToString(), cancellation);
        }
    }

    [TestMethod]
    public async Task A_receipt_leaves_when_its_time_is_over_and_an_erasure_that_goes_on_stays()
    {
        var cancellation = TestContext.CancellationToken;
        await using var rig = await ErasureRig.StartAsync(cancellation);
        rig.Pay("p-1", "c-1", "i-1");
        await rig.DeliverAsync();
        var done = await rig.Desk().RequestAsync(new CustomerId("c-1"), cancellation);
        await rig.DeliverAsync();
        await rig.FinishAsync();
        var open = await rig.Desk().RequestAsync(new CustomerId("c-2"), cancellation);
        var kind = new ReceiptRetention(new ErasureStore(rig.Blobs), new ErasureOptions());

        // Blobs carry the time of this machine.
        var now = TimeProvider.System.GetUtcNow();
        Assert.AreEqual(0, await kind.ExpireAsync(now.AddDays(1_094), cancellation));
        Assert.AreEqual(1, await kind.ExpireAsync(now.AddDays(1_096), cancellation));
        Assert.IsNull(await rig.Desk().FindAsync(done.Id, cancellation));
        Assert.IsNotNull(await rig.Desk().FindAsync(open.Id, cancellation));
    }

    [TestMethod]
    public async Task A_store_that_does_not_answer_does_not_keep_the_others()
    {
        var job = new RetentionJob([new Kind(static () => throw new TimeoutException()), new Kind(static () => 3)], TimeProvider.System, NullLogger<RetentionJob>.Instance);
        Assert.AreEqual(3, await job.RunAsync(TestContext.CancellationToken));
    }

    private sealed class Kind(Func<long> expire) : IRetention
    {
        public string Name => "rows";

        public async Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return expire();
        }
    }
}
