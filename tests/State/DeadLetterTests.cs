using System.Text;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class DeadLetterTests
{
    [TestMethod]
    public async Task What_cannot_be_parsed_is_kept_with_its_raw_bytes_and_fails_nobody_else()
    {
        var options = Storage.NewOptions();
        await using var rig = new Rig(options);
        await rig.RunAsync(Rig.Event(7, "k:1"), Rig.Event(8, "\u0000 nonsense", "id-8"), Rig.Event(9, "k:2"));
        Assert.AreEqual("k=2,3", rig.State);
        Assert.AreEqual(1, rig.Counters.DeadLettered);
        var letter = await new DeadLetterStore(Storage.Client(), options).ListAsync().SingleAsync();
        Assert.AreEqual("count/numbers/count/3/8", letter.Id);
        Assert.AreEqual(("count", Rig.Partition, 8L, "parse", "id-8"), (letter.Function, letter.Partition, letter.SequenceNumber, letter.Stage, letter.EventId));
        Assert.AreEqual(Rig.Event(8, string.Empty).EnqueuedAt, letter.EnqueuedAt);
        Assert.AreEqual("\u0000 nonsense", Encoding.UTF8.GetString(letter.Body.Span));
    }

    [TestMethod]
    public async Task A_batch_written_again_and_cut_otherwise_is_listed_once()
    {
        var options = Storage.NewOptions();
        var store = new DeadLetterStore(Storage.Client(), options);
        await store.Container.CreateAsync();
        await store.WriteAsync("count", Rig.Partition, Letters(1, 4), CancellationToken.None);
        await store.WriteAsync("count", Rig.Partition, Letters(1, 4), CancellationToken.None);
        await store.WriteAsync("count", Rig.Partition, Letters(3, 6), CancellationToken.None);
        await store.WriteAsync("count", Rig.Partition with { PartitionId = "4" }, Letters(3, 3), CancellationToken.None);
        var numbers = await store.ListAsync().Select(letter => letter.SequenceNumber).ToListAsync();
        CollectionAssert.AreEqual(new long[] { 1, 2, 3, 4, 5, 6, 3 }, numbers);
        Assert.AreEqual(7, await store.CountAsync());
    }

    [TestMethod]
    public async Task A_filter_admits_what_it_names()
    {
        var options = Storage.NewOptions();
        var store = new DeadLetterStore(Storage.Client(), options);
        await store.Container.CreateAsync();
        await store.WriteAsync("count", Rig.Partition, Letters(1, 4), CancellationToken.None);
        await store.WriteAsync("other", Rig.Partition, Letters(5, 5), CancellationToken.None);
        Assert.AreEqual(4, await store.CountAsync(new DeadLetterFilter(Function: "count")));
        Assert.AreEqual(0, await store.CountAsync(new DeadLetterFilter(Function: "count", Hub: "letters")));
        Assert.AreEqual(0, await store.CountAsync(new DeadLetterFilter(Reason: "late")));
        Assert.AreEqual(5, await store.CountAsync(new DeadLetterFilter(Stage: "parse", Reason: "broken")));
        Assert.AreEqual(2, await store.CountAsync(new DeadLetterFilter(
            EnqueuedFrom: Rig.Event(2, string.Empty).EnqueuedAt, EnqueuedBefore: Rig.Event(4, string.Empty).EnqueuedAt)));
    }

    [TestMethod]
    public async Task A_dead_letter_is_found_by_its_id()
    {
        var options = Storage.NewOptions();
        var store = new DeadLetterStore(Storage.Client(), options);
        await store.Container.CreateAsync();
        await store.WriteAsync("count", Rig.Partition, Letters(1, 4), CancellationToken.None);
        Assert.AreEqual(3, (await store.GetAsync("count/numbers/count/3/3"))?.SequenceNumber);
        Assert.IsNull(await store.GetAsync("count/numbers/count/3/9"));
        Assert.IsNull(await store.GetAsync("no id"));
    }

    [TestMethod]
    public async Task Without_a_container_there_are_none() =>
        Assert.AreEqual(0, await new DeadLetterStore(Storage.Client(), Storage.NewOptions()).CountAsync());

    private static PendingDeadLetter[] Letters(int from, int to) =>
        [.. Rig.Events(from, to).Select(e => new PendingDeadLetter(e, "parse", "broken"))];
}
