namespace XbFunctions.State.Tests;

[TestClass]
public sealed class OwnershipTests
{
    [TestMethod]
    public async Task An_owner_that_was_overtaken_loads_again_and_goes_on()
    {
        var options = Storage.NewOptions();
        await using var old = new Rig(options);
        await using var young = new Rig(options);
        await old.RunAsync(Rig.Events(0, 4));
        await young.RunAsync(Rig.Events(0, 9));
        await old.RunAsync(Rig.Events(5, 14));
        await young.RunAsync(Rig.Events(10, 16));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 14)), old.State);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 16)), young.State);
    }

    [TestMethod]
    public async Task Two_owners_at_once_count_every_event_once()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 5;
        var published = new RecordingPublisher();
        await using var first = new Rig(options, publisher: published);
        await using var second = new Rig(options, publisher: published);
        var events = Rig.Events(0, 59);
        await Task.WhenAll(RunAllAsync(first, events, 4), RunAllAsync(second, events, 3));
        Assert.AreEqual(Rig.Expected(events), first.State);
        Assert.AreEqual(Rig.Expected(events), second.State);
        Assert.AreEqual(60, first.Counters.Events + second.Counters.Events);
        Assert.AreEqual(60, published.Ids.Distinct().Count());
    }

    [TestMethod]
    public async Task An_owner_whose_journal_was_removed_behind_a_snapshot_finds_the_new_one()
    {
        var options = Storage.NewOptions();
        await using var old = new Rig(options);
        await old.RunAsync(Rig.Events(0, 1));
        var snapshots = Storage.Copy(options);
        snapshots.SnapshotRecords = 1;
        await using (var young = new Rig(snapshots))
        {
            await young.RunAsync(Rig.Events(2, 3));
            await young.RunAsync(Rig.Events(4, 5));
            await young.SnapshotsAsync();
        }

        await old.RunAsync(Rig.Events(2, 7));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 7)), old.State);
    }

    [TestMethod]
    public async Task Partitions_have_states_of_their_own()
    {
        await using var rig = new Rig(Storage.NewOptions());
        var partitions = Enumerable.Range(0, 4).Select(number => new StreamPartition("numbers", "count", $"{number}")).ToArray();
        await Task.WhenAll(partitions.Select(partition => rig.Runner.RunAsync(partition, Rig.Events(0, 9), CancellationToken.None)));
        Assert.HasCount(4, rig.Runner.Counters);
        Assert.IsTrue(rig.Runner.Counters.All(counters => counters.Events == 10 && counters.LastSequence == 9));
    }

    private static async Task RunAllAsync(Rig rig, StreamEvent[] events, int batchSize)
    {
        foreach (var batch in events.Chunk(batchSize))
        {
            await rig.RunAsync(batch);
        }
    }
}
