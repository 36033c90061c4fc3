using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class BehaviourRekeyTests
{
    private static readonly PseudonymKey Next = new([.. Enumerable.Repeat((byte)7, 32)]);

    [TestMethod]
    public async Task A_customer_goes_on_under_the_next_key_and_a_replay_comes_to_the_same()
    {
        var before = Clicks.Aggregator();
        var live = before.CreateState(Clicks.Partition);
        var replayed = before.CreateState(Clicks.Partition);
        var result = new BatchResult();
        await before.ProcessAsync(live, new[] { Clicks.Event(1, Clicks.View(1, 7, 0, 1)), Clicks.Event(2, Clicks.View(2, 7, 5, 2)) }, result, CancellationToken.None);
        Repeat(result, replayed);

        result.Reset();
        await After().ProcessAsync(live, new[] { Clicks.Event(3, Clicks.View(3, 7, 9, 3)), Clicks.Event(4, Clicks.View(4, 7, 10, 3)) }, result, CancellationToken.None);
        Repeat(result, replayed);

        Assert.IsNull(live.FindVisitor(Clicks.Customer(7).Low));
        var now = Next.Of(PseudonymKind.Customer, "c-7");
        var customer = live.FindVisitor(now.Low)!;
        Assert.AreEqual((now, 4), (customer.Key, customer.Events));
        Assert.IsTrue(live.TryFindSession(now.Low, Clicks.Start.AddMinutes(10).ToUnixTimeMilliseconds(), out var session));
        Assert.AreEqual(4, session.Aggregate.Views, "the session goes on");
        CollectionAssert.AreEqual(Clicks.BytesOf(live), Clicks.BytesOf(replayed));
    }

    [TestMethod]
    public async Task A_visitor_known_under_the_key_of_before_is_handed_over_to_who_signs_in_under_the_next()
    {
        var visitors = Clicks.Aggregator().CreateState(Clicks.Partition);
        await Clicks.RunAsync(Clicks.Aggregator(), visitors, [Clicks.Event(1, Clicks.Anonymous(Clicks.View(1, 7, 0, 1)))]);
        var aggregator = After();
        var published = await Clicks.RunAsync(aggregator, aggregator.CreateState(Clicks.Partition), [Clicks.Event(1, Clicks.SignIn(3, 7, 6))]);
        var links = published.Where(e => e.Type == EventTypes.VisitorLinked).ToArray();
        Assert.HasCount(2, links);
        var handed = (await Clicks.RunAsync(aggregator, visitors, [.. links.Select((link, at) => Clicks.Own(2 + at, link, 6))])).Where(e => e.Type == EventTypes.VisitorHandedOver).ToArray();
        StringAssert.Contains(handed.Single().Body, Next.Of(PseudonymKind.Customer, "c-7").ToString());
    }

    private static ClickAggregator After() => new(
        new ClickSubjectReader(Next, new ReferenceRates(), new NoItemAttributes(), new PseudonymKeys(Next, [Clicks.Key])),
        new BehaviourOptions(),
        new BehaviourInstruments(new TestMeters()),
        TimeProvider.System,
        NullLogger<ClickAggregator>.Instance);

    private static void Repeat(BatchResult result, BehaviourState state)
    {
        for (var index = 0; index < result.ChangeCount; index++)
        {
            state.Apply(result.ChangeAt(index));
        }
    }
}
