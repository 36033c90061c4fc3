namespace XbFunctions.State.Tests;

[TestClass]
public sealed class SnapshotTests
{
    private const string Folder = "count/numbers/count/3";

    [TestMethod]
    public async Task Batches_go_on_while_a_snapshot_is_stored()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 2;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = new HoldingPolicy(Requests.IsBlock, begun, stored.Task);
        await using var rig = new Rig(options, policies: holding);
        await rig.RunAsync(Rig.Events(0, 1));
        await rig.RunAsync(Rig.Events(2, 3));
        await begun.Task;
        for (var sequence = 4; sequence < 12; sequence++)
        {
            await rig.RunAsync(Rig.Events(sequence, sequence));
        }

        CollectionAssert.AreEqual(
            new[] { $"{Folder}/journal-00000000000000000000", $"{Folder}/journal-00000000000000000001" },
            await Storage.BlobsAsync(options.StateContainer),
            "nothing is removed before the snapshot is stored");
        await using (var other = new Rig(options))
        {
            await other.RunAsync(Rig.Events(12, 12));
            Assert.AreEqual(Rig.Expected(Rig.Events(0, 12)), other.State);
        }

        stored.SetResult();
        await rig.SnapshotsAsync();
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(13, 13));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 13)), next.State);
        Assert.Contains($"{Folder}/snapshot-00000000000000000001", await Storage.BlobsAsync(options.StateContainer));
    }

    [TestMethod]
    public async Task A_journal_ends_before_the_block_limit_even_while_a_snapshot_is_being_stored()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 2;
        options.MaxJournalRecords = 5;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var rig = new Rig(options, policies: new HoldingPolicy(Requests.IsBlock, begun, stored.Task)))
        {
            for (var sequence = 0; sequence < 20; sequence++)
            {
                await rig.RunAsync(Rig.Events(sequence, sequence));
            }

            var blobs = await Storage.BlobsAsync(options.StateContainer);
            Assert.Contains($"{Folder}/journal-00000000000000000004", blobs);
            stored.SetResult();
            await rig.SnapshotsAsync();
        }

        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(20, 20));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 20)), next.State);
    }

    [TestMethod]
    public async Task A_snapshot_that_cannot_be_stored_leaves_the_journals_and_is_tried_again()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 2;
        var blocks = 0;
        var faults = new FaultPolicy((_, request) => Requests.IsBlock(request) && ++blocks == 1 ? Fault.Refused : Fault.None);
        await using var rig = new Rig(options, policies: faults);
        for (var sequence = 0; sequence < 4; sequence++)
        {
            await rig.RunAsync(Rig.Events(sequence, sequence));
            await rig.SnapshotsAsync();
        }

        CollectionAssert.AreEqual(
            new[] { $"{Folder}/journal-00000000000000000002", $"{Folder}/snapshot-00000000000000000002" },
            await Storage.BlobsAsync(options.StateContainer));
        await using var next = new Rig(options);
        await next.RunAsync(Rig.Events(4, 4));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 4)), next.State);
    }

    [TestMethod]
    public async Task A_fault_of_the_processor_gives_up_the_snapshot_of_the_state_that_is_dropped()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 2;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFaulty = true;
        var processor = new CountProcessor
        {
            Before = events =>
            {
                if (isFaulty && events.Span[0].SequenceNumber == 2)
                {
                    throw new InvalidOperationException("bug");
                }
            },
        };
        await using var rig = new Rig(options, processor, policies: new HoldingPolicy(Requests.IsBlock, begun, stored.Task));
        await rig.RunAsync(Rig.Events(0, 0));
        await rig.RunAsync(Rig.Events(1, 1));
        await begun.Task;
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => rig.RunAsync(Rig.Events(2, 2)));
        stored.SetResult();
        await rig.SnapshotsAsync();
        Assert.DoesNotContain($"{Folder}/snapshot-00000000000000000001", await Storage.BlobsAsync(options.StateContainer));
        isFaulty = false;
        await rig.RunAsync(Rig.Events(2, 3));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 3)), rig.State);
    }
}
