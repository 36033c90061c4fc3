namespace XbFunctions.State.Tests;

[TestClass]
public sealed class StreamRunnerTests
{
    [TestMethod]
    public async Task A_new_owner_goes_on_where_the_old_one_stopped()
    {
        var options = Storage.NewOptions();
        await using (var first = new Rig(options))
        {
            await first.RunAsync(Rig.Events(0, 9));
        }

        await using var second = new Rig(options);
        await second.RunAsync(Rig.Events(10, 10));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 10)), second.State);
        CollectionAssert.AreEqual(new[] { "a-10" }, second.Publisher.Ids.ToArray());
        Assert.AreEqual(10, second.Counters.LastSequence);
    }

    [TestMethod]
    public async Task Redelivered_events_change_and_publish_nothing()
    {
        await using var rig = new Rig(Storage.NewOptions());
        await rig.RunAsync(Rig.Events(0, 5));
        await rig.RunAsync(Rig.Events(3, 7));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 7)), rig.State);
        Assert.AreEqual(3, rig.Counters.Redelivered);
        Assert.AreEqual(8, rig.Counters.Events);
        Assert.HasCount(8, rig.Publisher.Ids);
    }

    [TestMethod]
    public async Task An_id_seen_before_is_a_duplicate_also_for_the_next_owner()
    {
        var options = Storage.NewOptions();
        await using (var first = new Rig(options))
        {
            await first.RunAsync(Rig.Event(0, "k:1", "same"), Rig.Event(1, "k:1", "same"), Rig.Event(2, "k:5", "other"));
            Assert.AreEqual("k=2,6", first.State);
            Assert.AreEqual(1, first.Counters.Duplicates);
        }

        await using var second = new Rig(options);
        await second.RunAsync(Rig.Event(3, "k:1", "same"));
        Assert.AreEqual("k=2,6", second.State);
        Assert.AreEqual(1, second.Counters.Duplicates);
    }

    [TestMethod]
    public async Task A_long_batch_is_committed_in_parts()
    {
        var options = Storage.NewOptions();
        options.CommitEvents = 4;
        var sizes = new List<int>();
        await using var rig = new Rig(options, new CountProcessor { Before = events => sizes.Add(events.Length) });
        await rig.RunAsync(Rig.Events(0, 9));
        CollectionAssert.AreEqual(new[] { 4, 4, 2 }, sizes);
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), rig.State);
    }

    [TestMethod]
    public async Task A_batch_of_large_bodies_is_committed_in_parts()
    {
        var options = Storage.NewOptions();
        options.CommitBytes = 1024;
        var sizes = new List<int>();
        await using var rig = new Rig(options, new CountProcessor { Before = events => sizes.Add(events.Length) });
        var large = new string(' ', 600);
        await rig.RunAsync(Rig.Event(0, $"a:1{large}"), Rig.Event(1, $"a:1{large}"), Rig.Event(2, $"a:1{large}{large}"), Rig.Event(3, "b:1"));
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 1 }, sizes);
    }

    [TestMethod]
    public async Task A_jump_in_sequence_numbers_is_counted_and_the_start_of_a_partition_is_none()
    {
        await using var rig = new Rig(Storage.NewOptions());
        await rig.RunAsync(Rig.Events(100, 104));
        Assert.AreEqual(0, rig.Counters.Gaps);
        await rig.RunAsync(Rig.Events(108, 109));
        Assert.AreEqual(1, rig.Counters.Gaps);
        Assert.AreEqual(3, rig.Counters.Missing);
    }

    [TestMethod]
    public async Task A_fault_of_the_processor_drops_the_half_changed_state_and_reaches_the_caller()
    {
        var isFaulty = true;
        var processor = new CountProcessor
        {
            Before = events =>
            {
                if (isFaulty && events.Span[0].SequenceNumber == 5)
                {
                    throw new InvalidOperationException("bug");
                }
            },
        };
        await using var rig = new Rig(Storage.NewOptions(), processor);
        await rig.RunAsync(Rig.Events(0, 4));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => rig.RunAsync(Rig.Events(5, 9)));
        isFaulty = false;
        await rig.RunAsync(Rig.Events(5, 9));
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 9)), rig.State);
    }

    [TestMethod]
    public async Task Outputs_that_could_not_be_sent_are_sent_before_the_next_batch()
    {
        var isFaulty = true;
        var publisher = new RecordingPublisher
        {
            Before = () =>
            {
                if (isFaulty)
                {
                    throw new InvalidOperationException("no such hub");
                }
            },
        };
        await using var rig = new Rig(Storage.NewOptions(), publisher: publisher);
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => rig.RunAsync(Rig.Events(0, 1)));
        isFaulty = false;
        await rig.RunAsync(Rig.Events(2, 2));
        CollectionAssert.AreEqual(new[] { "a-0", "a-1", "a-2" }, rig.Publisher.Ids.ToArray());
        Assert.AreEqual(Rig.Expected(Rig.Events(0, 2)), rig.State);
    }

    [TestMethod]
    public async Task A_transient_fault_of_sending_is_retried_within_the_batch()
    {
        var faults = 3;
        var publisher = new RecordingPublisher
        {
            Before = () =>
            {
                if (faults-- > 0)
                {
                    throw new TimeoutException();
                }
            },
        };
        await using var rig = new Rig(Storage.NewOptions(), publisher: publisher);
        await rig.RunAsync(Rig.Events(0, 1));
        CollectionAssert.AreEqual(new[] { "a-0", "a-1" }, rig.Publisher.Ids.ToArray());
    }

    [TestMethod]
    public async Task A_stopped_runner_refuses_batches()
    {
        await using var rig = new Rig(Storage.NewOptions());
        await rig.RunAsync(Rig.Events(0, 1));
        await rig.Runner.StopAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => rig.RunAsync(Rig.Events(2, 3)));
    }

    [TestMethod]
    public void A_setting_out_of_range_is_refused_by_its_name()
    {
        var options = Storage.NewOptions();
        options.SnapshotRecords = 50_000;
        var refusal = Assert.ThrowsExactly<System.ComponentModel.DataAnnotations.ValidationException>(() => new Rig(options));
        Assert.Contains("SnapshotRecords", refusal.Message, StringComparison.Ordinal);
    }
}
