using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class BehaviourErasureTests
{
    [TestMethod]
    public async Task A_visitors_history_that_was_on_its_way_does_not_bring_an_erased_customer_back_and_a_later_one_counts()
    {
        var aggregator = Clicks.Aggregator();
        var visitors = aggregator.CreateState(Clicks.Partition);
        var customers = aggregator.CreateState(Clicks.Partition with { PartitionId = "2" });
        await Clicks.RunAsync(aggregator, visitors, [Clicks.Event(1, Clicks.Anonymous(Clicks.View(1, 7, 0, 1)))]);
        var linked = (await Clicks.RunAsync(aggregator, customers, [Clicks.Event(1, Clicks.SignIn(3, 7, 6))])).Single(e => e.Type == EventTypes.VisitorLinked);
        var handed = (await Clicks.RunAsync(aggregator, visitors, [Clicks.Own(3, linked, 6)])).Single(e => e.Type == EventTypes.VisitorHandedOver);
        var change = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.IsGreaterThan(0, customers.Erase(Clicks.Customer(7), Clicks.Start.AddMinutes(10), isHome: true, change, out _));

        await Clicks.RunAsync(aggregator, customers, [Clicks.Own(4, handed, 11)]);
        Assert.IsNull(customers.FindVisitor(Clicks.Customer(7).Low));

        var loaded = aggregator.CreateState(Clicks.Partition);
        Pieces(customers).ForEach(piece => loaded.Load(piece));
        await Clicks.RunAsync(aggregator, loaded, [Clicks.Own(5, handed, 11)]);
        Assert.IsNull(loaded.FindVisitor(Clicks.Customer(7).Low), "the mark is part of the snapshot");

        var later = handed with { Body = handed.Body.Replace("T12:00:00", "T12:20:00", StringComparison.Ordinal) };
        await Clicks.RunAsync(aggregator, loaded, [Clicks.Own(6, later, 21)]);
        Assert.IsNotNull(loaded.FindVisitor(Clicks.Customer(7).Low), "what was done after the erasure counts");
    }

    [TestMethod]
    public async Task A_linked_visitor_goes_with_the_customer_and_a_partition_that_knows_neither_names_no_one()
    {
        var aggregator = Clicks.Aggregator();
        var visitors = aggregator.CreateState(Clicks.Partition);
        var linked = (await Clicks.RunAsync(aggregator, aggregator.CreateState(Clicks.Partition), [Clicks.Event(1, Clicks.SignIn(3, 7, 0))])).Single(e => e.Type == EventTypes.VisitorLinked);
        await Clicks.RunAsync(aggregator, visitors, [Clicks.Own(1, linked, 0), Clicks.Event(2, Clicks.Anonymous(Clicks.View(1, 7, 1, 1))), Clicks.Event(3, Clicks.Anonymous(Clicks.View(2, 8, 1, 1)))]);
        Assert.IsNotNull(visitors.FindVisitor(Clicks.Visitor(7).Low));

        var change = new System.Buffers.ArrayBufferWriter<byte>();
        visitors.Erase(Clicks.Customer(7), Clicks.Start.AddMinutes(5), isHome: false, change, out var gone);
        CollectionAssert.AreEqual(new[] { Clicks.Visitor(7) }, gone.ToArray());
        Assert.IsNull(visitors.FindVisitor(Clicks.Visitor(7).Low));
        Assert.IsNotNull(visitors.FindVisitor(Clicks.Visitor(8).Low));
        Assert.IsTrue(visitors.WantsSnapshot);

        var stranger = aggregator.CreateState(Clicks.Partition);
        stranger.Erase(Clicks.Customer(7), Clicks.Start, isHome: false, change, out _);
        Assert.IsFalse(stranger.WantsSnapshot);
        Assert.AreEqual(-1, change.WrittenSpan.IndexOf(BitConverter.GetBytes(Clicks.Customer(7).Low)));
        var replayed = aggregator.CreateState(Clicks.Partition);
        replayed.Apply(change.WrittenSpan);
        CollectionAssert.AreEqual(Clicks.BytesOf(stranger), Clicks.BytesOf(replayed));
    }

    private static List<byte[]> Pieces(BehaviourState state)
    {
        var pieces = new List<byte[]>();
        using var capture = state.Capture();
        for (var bytes = new System.Buffers.ArrayBufferWriter<byte>(); capture.TryWriteNext(bytes, int.MaxValue); bytes.ResetWrittenCount())
        {
            pieces.Add(bytes.WrittenSpan.ToArray());
        }

        return pieces;
    }
}
