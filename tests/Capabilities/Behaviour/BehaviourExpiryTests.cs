using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class BehaviourExpiryTests
{
    private const double Day = 1_440;

    [TestMethod]
    public async Task Who_has_not_come_for_long_is_forgotten_and_a_replay_comes_to_the_same()
    {
        var aggregator = Clicks.Aggregator(new BehaviourOptions { KeepVisitors = TimeSpan.FromDays(100) });
        var (live, replayed) = (aggregator.CreateState(Clicks.Partition), aggregator.CreateState(Clicks.Partition));
        await RunAsync(1, Clicks.View(1, 1, 0, 1));
        await RunAsync(2, Clicks.View(2, 2, 60 * Day, 1));
        await RunAsync(3, Clicks.Anonymous(Clicks.View(3, 3, 60 * Day, 1)));
        Assert.IsNotNull(live.FindVisitor(Clicks.Customer(1).Low), "young enough");

        await RunAsync(4, Clicks.View(4, 4, 102 * Day, 1));
        await RunAsync(5, Clicks.View(5, 4, 102 * Day, 2));
        Assert.IsNull(live.FindVisitor(Clicks.Customer(1).Low));
        Assert.IsNotNull(live.FindVisitor(Clicks.Customer(2).Low));
        Assert.IsNotNull(live.FindVisitor(Clicks.Visitor(3).Low));

        await RunAsync(6, Clicks.View(6, 1, 103 * Day, 1));
        Assert.AreEqual(1, live.FindVisitor(Clicks.Customer(1).Low)!.Events, "who comes back begins anew");
        await RunAsync(7, Clicks.View(7, 4, 162 * Day, 2));
        await RunAsync(8, Clicks.View(8, 4, 162 * Day, 1));
        Assert.IsNull(live.FindVisitor(Clicks.Visitor(3).Low));
        CollectionAssert.AreEqual(Clicks.BytesOf(live), Clicks.BytesOf(replayed));

        async Task RunAsync(int sequence, string click)
        {
            var result = new State.BatchResult();
            await aggregator.ProcessAsync(live, new[] { Clicks.Event(sequence, click) }, result, CancellationToken.None);
            Assert.AreEqual(0, result.DeadLetterCount);
            for (var i = 0; i < result.ChangeCount; i++)
            {
                replayed.Apply(result.ChangeAt(i));
            }
        }
    }
}
