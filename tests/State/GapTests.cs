namespace XbFunctions.State.Tests;

[TestClass]
public sealed class GapTests
{
    [TestMethod]
    public async Task A_batch_that_the_host_skipped_is_processed_first_and_once()
    {
        var options = Storage.NewOptions();
        options.CommitEvents = 4;
        var order = new List<long>();
        var processor = new CountProcessor { Before = events => order.AddRange(events.ToArray().Select(e => e.SequenceNumber)) };
        await using var rig = new Rig(options, new HeldEvents(0), processor: processor);
        await rig.RunAsync(Rig.Events(0, 9));
        await rig.RunAsync(Rig.Events(20, 24));
        CollectionAssert.AreEqual(Enumerable.Range(0, 25).Select(number => (long)number).ToArray(), order);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 24)), rig.State);
        CollectionAssert.AreEqual(Enumerable.Range(0, 25).Select(number => $"a-{number}").ToArray(), rig.Publisher.Ids.ToArray());
        Assert.AreEqual((1L, 10L, 0L), (rig.Counters.Gaps, rig.Counters.Healed, rig.Counters.Missing));
        Assert.IsEmpty(rig.Counters.Lost);
    }

    [TestMethod]
    public async Task A_jump_within_a_batch_is_healed_at_its_place()
    {
        await using var rig = new Rig(Storage.NewOptions(), new HeldEvents(0));
        await rig.RunAsync([.. Rig.Events(0, 3), .. Rig.Events(7, 9)]);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), rig.State);
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).Select(number => $"a-{number}").ToArray(), rig.Publisher.Ids.ToArray());
    }

    [TestMethod]
    public async Task What_the_hub_no_longer_holds_is_counted_as_lost_for_ever()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 3;
        await using (var rig = new Rig(options, new HeldEvents(15)))
        {
            await rig.RunAsync(Rig.Events(0, 9));
            await rig.RunAsync(Rig.Events(20, 24));
            Assert.AreEqual(Rig.Expected([.. Rig.Events(0, 9), .. Rig.Events(15, 24)]), rig.State);
            Assert.AreEqual((1L, 5L, 5L), (rig.Counters.Gaps, rig.Counters.Healed, rig.Counters.Missing));
            await rig.SnapshotsAsync();
        }

        await using var next = new Rig(options, new HeldEvents(0, 12));
        await next.RunAsync(Rig.Events(30, 30));
        CollectionAssert.AreEqual(
            new[] { new SequenceGap(10, 14, Enqueued(15)), new SequenceGap(25, 29, Enqueued(30)) }, next.Counters.Lost.ToArray());
        await using var last = new Rig(options);
        await last.RunAsync(Rig.Events(31, 31));
        Assert.HasCount(2, last.Counters.Lost, "out of the journal, and out of the snapshot behind it");
    }

    [TestMethod]
    public async Task A_hole_within_what_the_hub_holds_is_lost_and_the_rest_is_not()
    {
        await using var rig = new Rig(Storage.NewOptions(), new HeldEvents(0) { Without = [12, 13, 19] });
        await rig.RunAsync(Rig.Events(0, 9));
        await rig.RunAsync(Rig.Events(20, 20));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 20).Where(e => e.SequenceNumber is not (12 or 13 or 19))), rig.State);
        CollectionAssert.AreEqual(
            new[] { new SequenceGap(12, 13, Enqueued(14)), new SequenceGap(19, 19, Enqueued(20)) }, rig.Counters.Lost.ToArray());
    }

    [TestMethod]
    public async Task Healing_that_crashed_half_way_goes_on_where_it_stopped()
    {
        for (var crashAt = 1; ; crashAt++)
        {
            var options = Storage.NewOptions();
            options.CommitEvents = 3;
            var published = new RecordingPublisher();
            await using (var before = new Rig(options, new HeldEvents(0), publisher: published))
            {
                await before.RunAsync(Rig.Events(0, 4));
            }

            var faults = new FaultPolicy((request, _) => request == crashAt ? Fault.CrashAfter : Fault.None);
            var crashed = new Rig(options, new HeldEvents(8), publisher: published, policies: faults);
            try
            {
                await crashed.RunAsync(Rig.Events(20, 22));
            }
            catch (SimulatedCrashException)
            {
                // The host delivers the batch again.
            }

            await using var next = new Rig(options, new HeldEvents(8), publisher: published);
            await next.RunAsync(Rig.Events(20, 22));
            Assert.AreEqual(Rig.Expected([.. Rig.Events(0, 4), .. Rig.Events(8, 22)]), next.State, $"crash at request {crashAt}");
            Assert.AreEqual(20, published.Ids.Distinct().Count(), $"crash at request {crashAt}");
            CollectionAssert.AreEqual(new[] { new SequenceGap(5, 7, Enqueued(8)) }, next.Counters.Lost.ToArray(), $"crash at request {crashAt}");
            if (!faults.HasCrashed)
            {
                Assert.IsGreaterThan(8, crashAt);
                return;
            }
        }
    }

    [TestMethod]
    public async Task Healed_events_that_are_delivered_after_all_are_redeliveries()
    {
        await using var rig = new Rig(Storage.NewOptions(), new HeldEvents(0));
        await rig.RunAsync(Rig.Events(0, 4));
        await rig.RunAsync(Rig.Events(10, 12));
        await rig.RunAsync(Rig.Events(5, 9));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 12)), rig.State);
        Assert.AreEqual(5, rig.Counters.Redelivered);
        Assert.HasCount(13, rig.Publisher.Ids);
    }

    [TestMethod]
    public async Task A_history_that_does_not_answer_is_waited_for()
    {
        var history = new HeldEvents(0)
        {
            Before = read =>
            {
                if (read < 4)
                {
                    throw new TimeoutException();
                }
            },
        };
        await using var rig = new Rig(Storage.NewOptions(), history);
        await rig.RunAsync(Rig.Events(0, 4));
        await rig.RunAsync(Rig.Events(7, 7));
        Assert.AreEqual(4, history.Reads);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 7)), rig.State);
    }

    [TestMethod]
    public async Task A_history_that_gives_other_events_than_asked_for_stops_the_partition()
    {
        await using var rig = new Rig(Storage.NewOptions(), new WrongHistory());
        await rig.RunAsync(Rig.Events(0, 4));
        var refusal = await Assert.ThrowsExactlyAsync<StateException>(() => rig.RunAsync(Rig.Events(10, 10)));
        Assert.Contains("asked for the events 5 to 9 and gave 3 to 9", refusal.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Enqueued(long sequence) => Rig.Event(sequence, string.Empty).EnqueuedAt;

    private sealed class WrongHistory : IEventHistory
    {
        public Task<IReadOnlyList<StreamEvent>> ReadAsync(
            StreamPartition partition, long first, long last, int maxEvents, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StreamEvent>>(Rig.Events(3, 9));
    }
}
