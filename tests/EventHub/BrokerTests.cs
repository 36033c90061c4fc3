using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class BrokerTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Events_that_were_read_stay_as_they_are_when_more_are_appended(bool isDurable)
    {
        await using var hub = await TestHub.OpenAsync(isDurable, configure: options => options.Durability = isDurable ? Durability.Disk : Durability.Os);
        await hub.Hub.AppendAsync(TestHub.Events(0, 50));
        var read = hub.ReadAll();
        await hub.Hub.AppendAsync(TestHub.Events(1_000, 50));
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).Select(static number => $"event {number}").ToList(), read.ConvertAll(TestHub.Text));
    }

    [TestMethod]
    public async Task Properties_that_a_reader_takes_are_its_own_to_change()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.Hub.AppendAsync([TestHub.Event("a") with { Properties = new Dictionary<string, object> { ["n"] = 1 } }, TestHub.Event("b")]);
        var (stored, bare) = (hub.ReadAll()[0], hub.ReadAll()[1]);
        stored.TakeProperties()["n"] = 2;
        stored.TakeProperties()["n"] = 3;
        bare.TakeProperties()["n"] = 4;
        Assert.AreEqual(1, stored.Properties["n"]);
        Assert.AreEqual(1, stored.TakeProperties()["n"]);
        Assert.IsEmpty(bare.Properties);
        Assert.IsEmpty(bare.TakeProperties());
    }

    [TestMethod]
    public async Task Events_come_back_in_order_with_dense_numbers_and_rising_offsets()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.Hub.AppendAsync(TestHub.Events(0, 5));
        await hub.Hub.AppendAsync(TestHub.Events(5, 1));

        var all = hub.ReadAll(atOnce: 2);

        CollectionAssert.AreEqual(Enumerable.Range(0, 6).Select(static n => $"event {n}").ToArray(), all.Select(TestHub.Text).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 6).Select(static n => (long)n).ToArray(), all.Select(static e => e.SequenceNumber).ToArray());
        Assert.IsTrue(all.Zip(all.Skip(1)).All(static pair => long.Parse(pair.First.Offset) < long.Parse(pair.Second.Offset)));
    }

    [TestMethod]
    public async Task A_reader_waits_for_the_first_event()
    {
        await using var hub = await TestHub.OpenAsync();
        var reading = hub.Hub.Partitions[0].ReadAsync(0, 10).AsTask();
        Assert.IsFalse(reading.IsCompleted);

        await hub.Hub.AppendAsync([TestHub.Event("first")]);

        Assert.AreEqual("first", TestHub.Text((await reading).Single()));
    }

    [TestMethod]
    public async Task A_waiting_reader_ends_when_it_is_cancelled_or_the_broker_closes()
    {
        await using var hub = await TestHub.OpenAsync();
        using var stop = new CancellationTokenSource();
        var cancelled = hub.Hub.Partitions[0].ReadAsync(0, 10, stop.Token).AsTask();
        var closed = hub.Hub.Partitions[0].ReadAsync(0, 10).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        await hub.CloseAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => closed);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Reading_starts_where_a_slow_search_says(bool isDurable)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_000_000));
        await using var hub = await TestHub.OpenAsync(isDurable, configure: static options => (options.SegmentBytes, options.TailBytes) = (4096, 2000), time: time);
        for (var batch = 0; batch < 30; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(batch * 10, 1 + (batch % 4)));
            time.Advance(TimeSpan.FromMilliseconds(batch % 3));
        }

        var all = hub.ReadAll();
        var partition = hub.Hub.Partitions[0];
        Gen.Select(Gen.Int[0, all.Count - 1], Gen.Int[-1, 1], Gen.Bool).Sample((index, shift, isInclusive) =>
        {
            var sequence = all[index].SequenceNumber + shift;
            var offset = all[index].NumericOffset + shift;
            var at = all[index].EnqueuedMilliseconds + shift;
            Check(EventPosition.FromSequenceNumber(sequence, isInclusive), stored => Compare(stored.SequenceNumber, sequence, isInclusive));
            Check(EventPosition.FromEnqueuedTime(DateTimeOffset.FromUnixTimeMilliseconds(at), isInclusive), stored => Compare(stored.EnqueuedMilliseconds, at, isInclusive));
            if (offset >= 0)
            {
                Check(EventPosition.FromOffset($"{offset}", isInclusive), stored => Compare(stored.NumericOffset, offset, isInclusive));
            }
        }, iter: 300);
        Assert.AreEqual(0, partition.Resolve(EventPosition.Earliest));
        Assert.AreEqual(all.Count, partition.Resolve(EventPosition.Latest));
        Assert.AreEqual(all.Count - 1, partition.Resolve(EventPosition.FromOffset("@latest", isInclusive: true)));

        void Check(EventPosition position, Func<StoredEvent, bool> isWanted) =>
            Assert.AreEqual(all.FirstOrDefault(isWanted)?.SequenceNumber ?? all.Count, partition.Resolve(position), position.ToString());

        static bool Compare(long value, long bound, bool isInclusive) => isInclusive ? value >= bound : value > bound;
    }

    [TestMethod]
    public async Task Keys_choose_the_partition_for_a_batch_and_for_single_events()
    {
        await using var hub = await TestHub.OpenAsync(partitions: 4);
        await hub.Hub.AppendAsync([TestHub.Event("of batch")], partitionKey: "abcdefghijklm");
        await hub.Hub.AppendAsync([TestHub.Event("x") with { PartitionKey = "a" }, TestHub.Event("y") with { PartitionKey = "abcdefghijkl" }, TestHub.Event("z") with { PartitionKey = "a" }]);

        Assert.AreEqual(("of batch", "abcdefghijklm"), hub.ReadAll(3).Select(static e => (TestHub.Text(e), e.PartitionKey!)).Single());
        CollectionAssert.AreEqual(new[] { "x", "z" }, hub.ReadAll(0).Select(TestHub.Text).ToArray());
        Assert.AreEqual(("y", "abcdefghijkl"), hub.ReadAll(1).Select(static e => (TestHub.Text(e), e.PartitionKey!)).Single());
    }

    [TestMethod]
    public async Task A_batch_that_is_encoded_as_it_is_filled_gives_the_same_events()
    {
        await using var hub = await TestHub.OpenAsync(partitions: 4);
        var properties = new Dictionary<string, object> { ["type"] = "t", ["n"] = 1 };
        HubEvent[] events =
        [
            TestHub.Event("x") with { PartitionKey = "a", MessageId = "1", ContentType = "text/plain", Properties = properties },
            TestHub.Event("y") with { PartitionKey = "abcdefghijkl" },
            TestHub.Event("z") with { PartitionKey = "a", Properties = properties },
        ];
        await hub.Hub.AppendAsync(events);
        using (var batch = hub.Hub.NewBatch())
        {
            foreach (var item in events)
            {
                batch.Add(item);
            }

            await batch.AppendAsync();
            await batch.AppendAsync();
        }

        for (var partition = 0; partition < 4; partition++)
        {
            var all = hub.ReadAll(partition);
            Assert.AreEqual(partition switch { 0 => 4, 1 => 2, _ => 0 }, all.Count);
            CollectionAssert.AreEqual(all.Take(all.Count / 2).Select(Text).ToArray(), all.Skip(all.Count / 2).Select(Text).ToArray());
        }

        using var placed = hub.Hub.NewBatch(partition: 3);
        placed.Add(TestHub.Event("w") with { PartitionKey = "a" });
        placed.Add(TestHub.Event("v"));
        await placed.AppendAsync();
        CollectionAssert.AreEqual(new[] { "w", "v" }, hub.ReadAll(3).Select(TestHub.Text).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => hub.Hub.NewBatch(partition: 4));

        static string Text(StoredEvent stored) => string.Join('|', [TestHub.Text(stored), stored.PartitionKey, stored.MessageId, stored.ContentType, .. stored.Properties]);
    }

    [TestMethod]
    public async Task A_batch_with_a_property_that_cannot_be_sent_leaves_nothing_behind()
    {
        await using var hub = await TestHub.OpenAsync();
        for (var time = 0; time < 3; time++)
        {
            await Assert.ThrowsExactlyAsync<ArgumentException>(async () => await hub.Hub.AppendAsync(
                [TestHub.Event("a"), TestHub.Event("b") with { PartitionKey = "k", Properties = new Dictionary<string, object> { ["n"] = new object() } }]));
        }

        await hub.Hub.AppendAsync([TestHub.Event("c") with { PartitionKey = "k" }]);
        CollectionAssert.AreEqual(new[] { "c" }, hub.ReadAll().Select(TestHub.Text).ToArray());
    }

    [TestMethod]
    public async Task Without_a_key_batches_take_turns()
    {
        await using var hub = await TestHub.OpenAsync(partitions: 3);
        for (var batch = 0; batch < 6; batch++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(0, 1));
        }

        Assert.IsTrue(hub.Hub.Partitions.All(static partition => partition.Properties.LastSequenceNumber == 1));
    }

    [TestMethod]
    public async Task A_key_and_a_partition_exclude_each_other()
    {
        await using var hub = await TestHub.OpenAsync();
        await Assert.ThrowsExactlyAsync<ArgumentException>(async () => await hub.Hub.AppendAsync(TestHub.Events(0, 1), "key", 0));
    }

    [TestMethod]
    public async Task Properties_tell_of_an_empty_and_of_a_filled_partition()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var hub = await TestHub.OpenAsync(time: time);
        Assert.AreEqual(new PartitionProperties("orders", "0", 0, -1, "-1", DateTimeOffset.MinValue, true), hub.Hub.Partitions[0].Properties);

        await hub.Hub.AppendAsync(TestHub.Events(0, 2));

        var last = hub.ReadAll()[1];
        Assert.AreEqual(new PartitionProperties("orders", "0", 0, 1, last.Offset, time.GetUtcNow(), false), hub.Hub.Partitions[0].Properties);
    }

    [TestMethod]
    public async Task Enqueued_times_never_go_back_with_the_clock()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000)) { AutoAdvanceAmount = TimeSpan.Zero };
        await using var hub = await TestHub.OpenAsync(time: new SteppingClock(time, [0, 5, 3, 9, 1]));
        for (var step = 0; step < 4; step++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(step, 1));
        }

        var times = hub.ReadAll().Select(static e => e.EnqueuedMilliseconds).ToArray();
        CollectionAssert.AreEqual(times.Order().ToArray(), times);
    }

    [TestMethod]
    public async Task Memory_keeps_the_newest_events_within_its_size()
    {
        await using var hub = await TestHub.OpenAsync(configure: static options => options.RetentionBytes = 2_000);
        for (var number = 0; number < 100; number++)
        {
            await hub.Hub.AppendAsync(TestHub.Events(number, 1));
        }

        var all = hub.ReadAll();
        Assert.IsTrue(all.Count is > 3 and < 20, $"{all.Count} events are left");
        Assert.AreEqual(99, all[^1].SequenceNumber);
        Assert.AreEqual(all[0].SequenceNumber, hub.Hub.Partitions[0].Properties.BeginSequenceNumber);
    }

    [TestMethod]
    public async Task An_unknown_hub_is_named_together_with_the_known_ones()
    {
        await using var hub = await TestHub.OpenAsync();
        var exception = Assert.ThrowsExactly<UnknownHubException>(() => hub.Broker.GetHub("payment"));
        Assert.AreEqual("There is no event hub 'payment'. Known: orders.", exception.Message);
        Assert.AreSame(hub.Hub, hub.Broker.GetHub("ORDERS"));
    }

    [TestMethod]
    [DataRow("", 1)]
    [DataRow("../up", 1)]
    [DataRow("-a", 1)]
    [DataRow("good", 0)]
    [DataRow("good", 33)]
    public void A_hub_that_cannot_be_is_refused(string name, int partitions) =>
        Assert.ThrowsExactly<HubDefinitionException>(() => new EventHubDefinition(name, partitions));

    private sealed class SteppingClock(TimeProvider inner, int[] milliseconds) : TimeProvider
    {
        private int _calls;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddMilliseconds(milliseconds[_calls++ % milliseconds.Length]);
    }
}
