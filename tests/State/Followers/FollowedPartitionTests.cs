using System.Buffers;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State.Tests.Followers;

/// <summary>One partition, stepped by hand beside a runner that writes on real storage.</summary>
[TestClass]
public sealed class FollowedPartitionTests
{
    [TestMethod]
    public async Task A_copy_equals_its_owners_capture_after_each_of_many_batches_roll_overs_and_owner_changes()
    {
        await Gen.Select(Gen.Int[1, 40], Gen.Int[0, 9], Gen.Bool).List[12, 25].SampleAsync(
            static async steps =>
            {
                var options = Storage.NewOptions();
                (options.SnapshotRecords, options.DedupeWindow) = (6, 50);
                using var follower = new Follower(options);
                var rig = new Rig(options);
                var sequence = 0;
                try
                {
                    foreach (var (events, change, looks) in steps)
                    {
                        await rig.RunAsync(Rig.Events(sequence, sequence + events - 1));
                        sequence += events;
                        if (change == 0)
                        {
                            // Another owner goes on where this one ended, with a clean stop or without.
                            await (looks ? rig.DisposeAsync() : ValueTask.CompletedTask);
                            rig = new Rig(options);
                        }
                        else if (change < 4)
                        {
                            await rig.SnapshotsAsync();
                        }

                        if (looks)
                        {
                            await follower.CatchUpAsync();
                            Assert.AreEqual(await follower.OwnersTextAsync(), follower.Text);
                            Assert.AreEqual(sequence - 1, follower.Position.LastSequence);
                        }
                    }

                    await follower.CatchUpAsync();
                    Assert.AreEqual(Rig.Expected(Rig.Events(0, sequence - 1)), follower.Text);
                }
                finally
                {
                    await rig.DisposeAsync();
                }
            },
            iter: 6,
            threads: 1);
    }

    [TestMethod]
    public async Task A_copy_is_read_anew_when_its_owner_has_removed_the_journal_that_it_followed()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 3;
        using var follower = new Follower(options);
        await using var rig = new Rig(options);
        await rig.RunAsync(Rig.Events(0, 4));
        await follower.CatchUpAsync();
        Assert.AreEqual(1, follower.Partition.Loads);

        for (var batch = 1; batch <= 20; batch++)
        {
            await rig.RunAsync(Rig.Events(5 * batch, (5 * batch) + 4));
            await rig.SnapshotsAsync();
        }

        Assert.AreEqual(Rig.Expected(Rig.Events(0, 4)), follower.Text, "readers keep the copy that was complete last");
        await follower.CatchUpAsync();
        Assert.AreEqual(2, follower.Partition.Loads);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 104)), follower.Text);
    }

    [TestMethod]
    public async Task A_partition_without_a_state_is_followed_from_its_first_event_on()
    {
        var options = Storage.NewOptions();
        using var follower = new Follower(options);
        await follower.CatchUpAsync();
        Assert.AreEqual((string.Empty, -1), (follower.Text, follower.Position.LastSequence));

        await using var rig = new Rig(options);
        await rig.RunAsync(Rig.Events(0, 9));
        await follower.CatchUpAsync();

        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), follower.Text);
        Assert.AreEqual(1, follower.Partition.Loads, "the first journal is read on, not anew");
    }

    [TestMethod]
    public async Task Batches_of_several_records_and_lost_events_are_followed_too()
    {
        var options = Storage.NewOptions();
        using var follower = new Follower(options);
        await using var rig = new Rig(options, new CountProcessor { PaddingBytes = 600_000 });
        await rig.RunAsync(Rig.Events(0, 9));
        await follower.CatchUpAsync();
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), follower.Text);

        await rig.RunAsync(Rig.Events(20, 29));
        await follower.CatchUpAsync();

        Assert.AreEqual(Rig.Expected([.. Rig.Events(0, 9), .. Rig.Events(20, 29)]), follower.Text);
        Assert.AreEqual(29, follower.Position.LastSequence);
    }

    [TestMethod]
    public async Task A_damaged_journal_is_refused_and_the_copy_stays_as_it_was()
    {
        var options = Storage.NewOptions();
        using var follower = new Follower(options);
        await using (var rig = new Rig(options))
        {
            await rig.RunAsync(Rig.Events(0, 9));
            await follower.CatchUpAsync();
            await rig.RunAsync(Rig.Events(10, 19));
        }

        var name = (await Storage.BlobsAsync(options.StateContainer)).Single();
        var journal = await Storage.ReadAsync(options.StateContainer, name);
        var good = journal.ToArray();
        journal[^100] ^= 1;
        await Storage.ReplaceAppendBlobAsync(options.StateContainer, name, journal);
        await Assert.ThrowsExactlyAsync<CorruptStateException>(follower.CatchUpAsync);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), Until(follower.Text, 9));

        await Storage.ReplaceAppendBlobAsync(options.StateContainer, name, good);
        await follower.CatchUpAsync();
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 19)), follower.Text);

        // Good records before the damaged one may have been taken already.
        string Until(string text, int last) => follower.Position.LastSequence == last ? text : Rig.Expected(Rig.Events(0, last));
    }

    private sealed class Follower : IDisposable
    {
        private readonly StateStores _stores;
        private readonly CountProcessor _processor = new();

        public Follower(StateOptions options)
        {
            _stores = new StateStores(Storage.Client(), options, TimeProvider.System, NullLogger.Instance);
            Partition = new FollowedPartition<CountState>(_stores, _processor, Rig.Partition);
        }

        public FollowedPartition<CountState> Partition { get; }

        public string Text { get; private set; } = string.Empty;

        public FollowedPosition Position
        {
            get
            {
                Assert.IsTrue(Partition.TryRead(this, static (state, self) => self.Text = state.Text, out var position));
                return position;
            }
        }

        public async Task CatchUpAsync()
        {
            try
            {
                while (await Partition.StepAsync(CancellationToken.None))
                {
                }
            }
            finally
            {
                _ = Partition.TryRead(this, static (state, self) => self.Text = state.Text, out _);
            }
        }

        /// <summary>What the owner's state captures, read from storage as an owner loads it.</summary>
        public async Task<string> OwnersTextAsync()
        {
            var stored = await new StreamStateReader<CountState>(_processor, Storage.Client(), _stores.Options).ReadAsync(Rig.Partition);
            using var capture = stored!.State.Capture();
            var bytes = new ArrayBufferWriter<byte>();
            while (capture.TryWriteNext(bytes, 1_000))
            {
            }

            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }

        public void Dispose() => _stores.Dispose();
    }
}
