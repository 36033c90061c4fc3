using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

/// <summary>Bytes that version 1 of the behaviour state wrote must read for ever: snapshots, changes and histories on their way.</summary>
[TestClass]
public sealed class BehaviourStateGoldenTests
{
    [TestMethod]
    public async Task A_snapshot_of_version_1_is_read_and_its_open_sessions_go_on()
    {
        var aggregator = Clicks.Aggregator();
        var state = aggregator.CreateState(Clicks.Partition);
        foreach (var piece in Lines("behaviour-state-v1.hex"))
        {
            state.Load(piece);
        }

        Assert.AreEqual(1, state.FindVisitor(Clicks.Customer(2).Low)!.Orders);
        Assert.AreEqual("red shoes", state.Searches.Single().Text);

        // Customers 4 and 1 and a visitor have a session open; one click more joins that of customer 1.
        var published = await Clicks.RunAsync(
            aggregator, state, [Clicks.Event(20, Clicks.Cart(20, 1, 100, 2))], [Clicks.Event(21, Clicks.View(21, 9, 600, 1))]);
        var sessions = published.Where(static e => e.Type == EventTypes.SessionClosed)
            .Select(static e => JsonSerializer.Deserialize(e.Body, EventJson.Default.SessionClosed)!).ToList();
        Assert.HasCount(3, sessions);
        var joined = sessions.Single(session => session.VisitorKey == Clicks.Customer(1));
        Assert.AreEqual((1, 1, 2), (joined.Views, joined.CartAdds, joined.Events));
    }

    [TestMethod]
    public void Changes_of_version_1_are_read()
    {
        var state = Clicks.Aggregator().CreateState(Clicks.Partition);
        foreach (var change in Lines("behaviour-changes-v1.hex"))
        {
            state.Apply(change);
        }

        Assert.IsTrue(state.TryFindSession(Clicks.Visitor(7).Low, Clicks.Start.AddMinutes(4).ToUnixTimeMilliseconds(), out var session));
        Assert.AreEqual((2, 1, 1), (session.Aggregate.Events, session.Aggregate.Views, session.Aggregate.CartAdds));
    }

    [TestMethod]
    public async Task A_history_of_version_1_on_its_way_is_merged()
    {
        var aggregator = Clicks.Aggregator();
        var state = aggregator.CreateState(Clicks.Partition);
        var body = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Golden", "behaviour-handover-v1.json"));
        await Clicks.RunAsync(
            aggregator, state, [new StreamEvent(1, Clicks.Start.AddMinutes(5), body, "h", EventTypes.VisitorHandedOver, null)]);

        Assert.AreEqual(2, state.FindVisitor(Clicks.Customer(7).Low)!.Events);
        Assert.IsTrue(state.TryFindSession(Clicks.Customer(7).Low, Clicks.Start.AddMinutes(4).ToUnixTimeMilliseconds(), out var session));
        Assert.AreEqual((1, 1), (session.Aggregate.Views, session.Aggregate.CartAdds));
    }

    [TestMethod]
    public void Another_version_is_refused_by_name()
    {
        var fault = Assert.ThrowsExactly<FormatException>(() => Clicks.Aggregator().CreateState(Clicks.Partition).Load([3, 0, 0]));
        Assert.Contains("version 1 or 2", fault.Message);
    }

    private static IEnumerable<byte[]> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file), Encoding.UTF8).Select(Convert.FromHexString);
}
