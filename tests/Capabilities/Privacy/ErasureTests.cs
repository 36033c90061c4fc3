using Azure.Core;
using Azure.Core.Pipeline;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;
using XbFunctions.Tests;

namespace XbFunctions.Capabilities.Tests.Privacy;

/// <summary>A customer goes through everything, is erased, and is nowhere; whatever breaks in between.</summary>
[TestClass]
public sealed class ErasureTests
{
    private const string Marked = "MARKED-PERSON";
    private const string Visitor = "MARKED-VISITOR";
    private const string Other = "other-customer";
    private static readonly Pseudonym Key = ErasureRig.Customer(Marked);
    private static readonly Pseudonym VisitorKey = ErasureRig.Key.Of(PseudonymKind.Anonymous, Visitor);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task An_erased_customer_is_nowhere_and_everyone_else_is_as_before()
    {
        var cancellation = TestContext.CancellationToken;
        await using var rig = await FilledAsync(cancellation);
        var before = await StorageSearch.FindAsync(rig.Connection, Marked, Key, cancellation);
        foreach (var place in (string[])["state/fraud/", "state/behaviour/", "state/warning/", "archive/fraud/decisions", "table FraudCustomers", "table FraudReviews", "table BehaviourCustomers", "dead-letters/", "fraud-exchange/"])
        {
            Assert.Contains(where => where.StartsWith(place, StringComparison.Ordinal), before, $"{place} holds the customer before: {string.Join('\n', before)}");
        }

        Assert.IsNotEmpty(await StorageSearch.FindAsync(rig.Connection, Visitor, VisitorKey, cancellation));
        var others = await OthersAsync(rig);

        var receipt = await rig.Desk().RequestAsync(new CustomerId(Marked), cancellation);
        Assert.AreEqual(ErasureStatus.Pending, receipt.Status);
        Assert.AreEqual(receipt.Id, (await rig.Desk().RequestAsync(new CustomerId(Marked), cancellation)).Id, "the same receipt for a request that comes again");
        await rig.DeliverAsync();
        await rig.FinishAsync();

        var done = await rig.Desk().RequestAsync(new CustomerId(Marked), cancellation);
        Assert.AreEqual((receipt.Id, ErasureStatus.Done), (done.Id, done.Status), string.Join('\n', done.Stores));
        foreach (var store in (string[])["fraud state", "behaviour state", "review queue state", "fraud tables", "decisions by payment", "profiles", "archive", "dead letters"])
        {
            Assert.IsGreaterThan(0, done.Stores.Single(one => one.Store == store).Removed, store);
        }

        Assert.IsNotNull(done.Stores.Single(one => one.Store == "event hubs").Until);
        await NowhereAsync(rig, cancellation);
        CollectionAssert.AreEqual(others, await OthersAsync(rig));

        // What the hub delivers again is known by its sequence numbers.
        await rig.RedeliverAsync();
        await rig.RestartAsync();
        await rig.RedeliverAsync();
        await NowhereAsync(rig, cancellation);
        CollectionAssert.AreEqual(others, await OthersAsync(rig));

        // Who comes back begins anew, and can be erased again.
        rig.Pay("back", Marked, "i-new", 200);
        await rig.DeliverAsync();
        await rig.RestartAsync();
        var back = (await rig.FraudAsync(Marked))!.Customers.Find(Key.Low)!.Value;
        Assert.AreEqual(1, back.Traces.Length);
        Assert.AreNotEqual(done.Id, (await rig.Desk().RequestAsync(new CustomerId(Marked), cancellation)).Id);
        await rig.DeliverAsync();
        await rig.FinishAsync();
        await NowhereAsync(rig, cancellation);
    }

    [TestMethod]
    public async Task An_erasure_that_is_broken_off_at_every_request_goes_on_and_ends()
    {
        var cancellation = TestContext.CancellationToken;
        await using var rig = await FilledAsync(cancellation);
        rig.BeforePublish = static () => throw new IOException("The hub does not answer.");
        var receipt = await rig.Desk().RequestAsync(new CustomerId(Marked), cancellation);
        rig.BeforePublish = null;

        var (pending, last) = (1, "");
        for (var killAt = 1; pending > 0; killAt++)
        {
            try
            {
                pending = await rig.Job(new KillSwitch(killAt)).RunAsync(cancellation);
            }
            catch (Exception broken) when (broken is not AssertFailedException)
            {
                // As a crash leaves it.
                last = $"{killAt}: {broken}";
            }

            rig.Clock.Advance(TimeSpan.FromMinutes(6));
            await rig.DeliverAsync();
            var sofar = (await rig.Desk().FindAsync(receipt.Id, cancellation))!;
            Assert.IsLessThan(400, killAt, $"it never ends: {string.Join('\n', sofar.Stores)}\n{last}");
        }

        var done = (await rig.Desk().FindAsync(receipt.Id, cancellation))!;
        Assert.AreEqual(ErasureStatus.Done, done.Status);
        await NowhereAsync(rig, cancellation);
    }

    [TestMethod]
    public async Task An_order_without_our_proof_erases_no_one()
    {
        var cancellation = TestContext.CancellationToken;
        await using var rig = await FilledAsync(cancellation);
        var forged = new CustomerErased("e-1", ErasureRig.Start, Key, "r-1", IsHome: true, new Pseudonym(1));
        await rig.PublishAsync([new OutgoingEvent(HubNames.Payments, Marked, "e-1", EventTypes.CustomerErased, EventBody.ToUtf8(forged), null)], cancellation);
        await rig.DeliverAsync();
        Assert.IsNotNull((await rig.FraudAsync(Marked))!.Customers.Find(Key.Low));
    }

    private static async Task<ErasureRig> FilledAsync(CancellationToken cancellationToken)
    {
        var rig = await ErasureRig.StartAsync(cancellationToken);
        for (var number = 0; number < 6; number++)
        {
            rig.Pay($"p-{number}", Marked, "i-shared", number);
            rig.Pay($"o-{number}", Other, "i-shared", number);
        }

        rig.Send(HubNames.Payments, Marked, $$"""{"type":"payment.authorised","customerId":"{{Marked}}" broken""");
        rig.Send(HubNames.Payments, Other, """{"type":"payment.authorised","customerId":"other-customer" broken""");
        rig.Click(1, Visitor, isCustomer: false, 0);
        rig.Click(2, Marked, isCustomer: true, 1);
        rig.Click(3, Marked, isCustomer: true, 2, $",\"anonymousId\":\"{Visitor}\"");
        rig.Click(4, Other, isCustomer: true, 3);
        await rig.DeliverAsync();
        rig.Click(5, Visitor, isCustomer: false, 10);
        await rig.DeliverAsync();

        // A clean stop writes what waits behind the commits.
        await rig.RestartAsync();
        return rig;
    }

    private static async Task NowhereAsync(ErasureRig rig, CancellationToken cancellationToken)
    {
        var customer = await StorageSearch.FindAsync(rig.Connection, Marked, Key, cancellationToken);
        Assert.IsEmpty(customer, string.Join('\n', customer));
        var visitor = await StorageSearch.FindAsync(rig.Connection, Visitor, VisitorKey, cancellationToken);
        Assert.IsEmpty(visitor, string.Join('\n', visitor));
        using var lookups = new LookupReader(rig.Blobs, "fraud", new StateOptions { LookupListAge = TimeSpan.Zero }, TimeProvider.System);
        for (var number = 0; number < 6; number++)
        {
            Assert.IsNull(await lookups.FindAsync($"p-{number}", cancellationToken));
            Assert.IsNotNull(await lookups.FindAsync($"o-{number}", cancellationToken));
        }
    }

    /// <summary>What is known of the other customer, as text.</summary>
    private static async Task<List<string>> OthersAsync(ErasureRig rig)
    {
        var key = ErasureRig.Customer(Other);
        var fraud = (await rig.FraudAsync(Other))!;
        var behaviour = (await rig.BehaviourAsync(Other))!;
        var summary = fraud.Summaries.Find(key.Low)!;
        return
        [
            .. fraud.Customers.Find(key.Low)!.Value.Traces.ToArray().Select(static trace => trace.ToString()),
            $"{summary.Approved} {summary.Reviewed} {summary.Declined} {summary.Amount}",
            $"{behaviour.FindVisitor(key.Low)!.Events}",
            .. (await StorageSearch.FindAsync(rig.Connection, Other, key, CancellationToken.None)).Where(static where => where.StartsWith("table", StringComparison.Ordinal) || where.StartsWith("dead", StringComparison.Ordinal)),
        ];
    }

    /// <summary>Ends the process at one request: nothing after it is sent.</summary>
    private sealed class KillSwitch(int killAt) : HttpPipelinePolicy
    {
        private int _requests;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage is used asynchronously only.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (Interlocked.Increment(ref _requests) >= killAt)
            {
                throw new InvalidOperationException("Killed.");
            }

            await ProcessNextAsync(message, pipeline);
        }
    }
}
