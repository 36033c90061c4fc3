using System.Text.Json;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class IdentityTests
{
    [TestMethod]
    public async Task What_a_visitor_did_before_signing_in_is_the_customers_session_and_profile_once()
    {
        var aggregator = Clicks.Aggregator();
        var visitors = aggregator.CreateState(Clicks.Partition);
        var customers = aggregator.CreateState(Clicks.Partition with { PartitionId = "2" });
        await Clicks.RunAsync(
            aggregator, visitors, [Clicks.Event(1, Clicks.Anonymous(Clicks.View(1, 7, 0, 1))), Clicks.Event(2, Clicks.Anonymous(Clicks.View(2, 7, 5, 2)))]);
        var linked = (await Clicks.RunAsync(aggregator, customers, [Clicks.Event(1, Clicks.SignIn(3, 7, 6)), Clicks.Event(2, Clicks.Order(4, 7, 8, 2))]))
            .Single(e => e.Type == EventTypes.VisitorLinked);
        Assert.IsFalse(linked.Body.Contains("c-7", StringComparison.Ordinal) || linked.Body.Contains("a-7", StringComparison.Ordinal), linked.Body);

        var handed = (await Clicks.RunAsync(aggregator, visitors, [Clicks.Own(3, linked, 6)])).Single(e => e.Type == EventTypes.VisitorHandedOver);
        var again = await Clicks.RunAsync(
            aggregator, customers, [Clicks.Own(3, handed, 8), Clicks.Own(4, handed, 8)], [Clicks.Event(5, Clicks.View(9, 8, 300, 1))]);

        var session = JsonSerializer.Deserialize(again.Single(e => e.Type == EventTypes.SessionClosed).Body, EventJson.Default.SessionClosed)!;
        Assert.AreEqual(Clicks.Customer(7), session.VisitorKey);
        Assert.AreEqual((Clicks.Start, 4, 2, true), (session.StartedAt, session.Events, session.Views, session.Ordered));
        var customer = customers.FindVisitor(Clicks.Customer(7).Low)!;
        Assert.AreEqual((4, 1, 1), (customer.Events, customer.Sessions, customer.Orders));
        CollectionAssert.AreEqual(new[] { "k-2", "k-1" }, customer.Recent.Select(item => customers.Texts.Find(item.Key)).ToList());
        Assert.IsNull(visitors.FindVisitor(Clicks.Visitor(7).Low));
    }

    [TestMethod]
    public async Task A_visitor_and_a_customer_who_are_both_forgotten_leave_an_open_session_without_a_profile()
    {
        var aggregator = Clicks.Aggregator(new BehaviourOptions { MaxVisitors = 1 });
        var linked = (await Clicks.RunAsync(aggregator, aggregator.CreateState(Clicks.Partition), [Clicks.Event(1, Clicks.SignIn(3, 7, 2))])).Single(e => e.Type == EventTypes.VisitorLinked);
        var handed = (await Clicks.RunAsync(
            aggregator,
            aggregator.CreateState(Clicks.Partition),
            [Clicks.Event(0, Clicks.Anonymous(Clicks.View(1, 7, 0, 1))), Clicks.Event(1, Clicks.Anonymous(Clicks.View(2, 8, 1, 2))), Clicks.Own(2, linked, 3)]))
            .Single(e => e.Type == EventTypes.VisitorHandedOver);

        var customers = aggregator.CreateState(Clicks.Partition);
        Assert.IsEmpty(await Clicks.RunAsync(aggregator, customers, [Clicks.Own(0, handed, 3)]));
        Assert.AreEqual(1, customers.OpenSessions);
    }

    [TestMethod]
    public async Task Clicks_that_come_after_the_sign_in_follow_when_their_session_closes()
    {
        var aggregator = Clicks.Aggregator();
        var visitors = aggregator.CreateState(Clicks.Partition);
        var linked = (await Clicks.RunAsync(aggregator, aggregator.CreateState(Clicks.Partition), [Clicks.Event(1, Clicks.SignIn(3, 7, 0))])).Single(e => e.Type == EventTypes.VisitorLinked);

        var published = await Clicks.RunAsync(
            aggregator,
            visitors,
            [Clicks.Own(1, linked, 0), Clicks.Event(2, Clicks.Anonymous(Clicks.View(1, 7, 1, 1)))],
            [Clicks.Event(3, Clicks.Anonymous(Clicks.View(5, 8, 300, 1)))]);

        Assert.IsFalse(published.Any(e => e.Type == EventTypes.SessionClosed), "the session is the customer's to close");
        Assert.AreEqual("e-3:linked:1", published.Single(e => e.Type == EventTypes.VisitorHandedOver).Id);
    }

    [TestMethod]
    public void A_route_falls_where_its_id_falls()
    {
        foreach (var id in Enumerable.Range(0, 500).Select(static number => $"visitor-{number}"))
        {
            foreach (var partitions in (int[])[1, 4, 7, 32])
            {
                Assert.AreEqual(PartitionPlacement.Of(id, partitions), PartitionPlacement.Of(PartitionPlacement.TwinOf(id), partitions), id);
            }
        }
    }
}
