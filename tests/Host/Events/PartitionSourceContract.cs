using System.Text;
using XbFunctions.EventHub;

namespace XbFunctions.Host.Tests;

/// <summary>What every source of a partition's events does, whichever way it reads.</summary>
public abstract class PartitionSourceContract
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    /// <summary>Whether the hub itself keeps two readers apart; if not, only the ownership in storage does.</summary>
    protected abstract bool TellsTakeover { get; }

    [TestMethod]
    public async Task Reading_from_the_start_gives_all_events_in_order_however_few_are_taken_at_once()
    {
        await using var rig = await StartAsync();
        await rig.Server.AppendAsync(0, Texts(0, 30));
        await using var source = rig.Open();
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        var events = await ReadAsync(source, 30, atOnce: 7);
        CollectionAssert.AreEqual(Texts(0, 30), events.Select(Text).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 30).Select(static n => (long)n).ToArray(), events.Select(static item => item.SequenceNumber).ToArray());
        Assert.AreEqual(29, source.LastEnqueued);
    }

    [TestMethod]
    public async Task Reading_starts_behind_a_sequence_number_and_may_go_elsewhere_later()
    {
        await using var rig = await StartAsync();
        await rig.Server.AppendAsync(0, Texts(0, 10));
        await using var source = rig.Open();
        await source.OpenAsync(EventPosition.FromSequenceNumber(6), CancellationToken.None);
        Assert.AreEqual("event 7", Text((await ReadAsync(source, 1, 1))[0]));
        await source.OpenAsync(EventPosition.FromSequenceNumber(2), CancellationToken.None);
        CollectionAssert.AreEqual(Texts(3, 7), (await ReadAsync(source, 7, 100)).Select(Text).ToArray());
        Assert.IsFalse(source.Taken.IsCancellationRequested, "a source does not take the partition from itself");
    }

    [TestMethod]
    public async Task Reading_starts_at_a_time()
    {
        await using var rig = await StartAsync();
        await rig.Server.AppendAsync(0, Texts(0, 3));
        var last = rig.Server.Hub.Partitions[0].Properties.LastEnqueuedAt;
        while (rig.Server.Hub.Partitions[0].Properties.LastEnqueuedAt <= last)
        {
            await rig.Server.AppendAsync(0, "later");
        }

        await using var source = rig.Open();
        await source.OpenAsync(EventPosition.FromEnqueuedTime(last.AddMilliseconds(1)), CancellationToken.None);
        Assert.IsGreaterThan(last, (await ReadAsync(source, 1, 1))[0].EnqueuedAt);
        await source.OpenAsync(EventPosition.FromEnqueuedTime(last), CancellationToken.None);
        Assert.AreEqual(last, (await ReadAsync(source, 1, 1))[0].EnqueuedAt);
    }

    [TestMethod]
    public async Task A_read_waits_for_its_first_event()
    {
        await using var rig = await StartAsync();
        await using var source = rig.Open();
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        var reading = source.ReadAsync(10, CancellationToken.None).AsTask();
        Assert.IsFalse(reading.IsCompleted);
        await rig.Server.AppendAsync(0, "a");
        Assert.AreEqual("a", Text((await reading.WaitAsync(SafetyNet)).Single()));
    }

    [TestMethod]
    public async Task A_read_that_is_given_up_loses_nothing()
    {
        await using var rig = await StartAsync();
        await using var source = rig.Open();
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        using var giveUp = new CancellationTokenSource();
        var reading = source.ReadAsync(10, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading.WaitAsync(SafetyNet));
        await rig.Server.AppendAsync(0, Texts(0, 5));
        CollectionAssert.AreEqual(Texts(0, 5), (await ReadAsync(source, 5, 2)).Select(Text).ToArray());
    }

    [TestMethod]
    public async Task After_a_restart_of_the_hub_reading_goes_on_behind_the_last_event()
    {
        await using var rig = await StartAsync();
        await rig.Server.AppendAsync(0, Texts(0, 5));
        await using (var before = rig.Open())
        {
            await before.OpenAsync(EventPosition.Earliest, CancellationToken.None);
            await ReadAsync(before, 3, atOnce: 3);
        }

        await rig.Server.RestartAsync();
        await rig.Server.AppendAsync(0, Texts(5, 5));
        await using var source = rig.Open();
        await source.OpenAsync(EventPosition.FromSequenceNumber(2), CancellationToken.None);
        CollectionAssert.AreEqual(Texts(3, 7), (await ReadAsync(source, 7, 100)).Select(Text).ToArray());
    }

    [TestMethod]
    public async Task A_position_that_is_no_longer_retained_means_the_first_event_that_is()
    {
        await using var rig = await StartAsync(static options => (options.SegmentBytes, options.RetentionBytes, options.TailBytes) = (4096, 12_000, 0));
        for (var number = 0; number < 60; number++)
        {
            await rig.Server.AppendAsync(0, new string('x', 1000));
        }

        await rig.Server.RestartAsync();
        await using var source = rig.Open();
        var partition = await source.GetPropertiesAsync(CancellationToken.None);
        Assert.IsGreaterThan(5, partition.BeginSequenceNumber, "nothing was removed");
        await source.OpenAsync(EventPosition.FromSequenceNumber(2), CancellationToken.None);
        Assert.AreEqual(partition.BeginSequenceNumber, (await ReadAsync(source, 1, 1))[0].SequenceNumber);
    }

    [TestMethod]
    public async Task Properties_tell_where_the_partition_begins_and_ends_now()
    {
        await using var rig = await StartAsync();
        await using var source = rig.Open();
        Assert.AreEqual(-1, (await source.GetPropertiesAsync(CancellationToken.None)).LastSequenceNumber);
        await rig.Server.AppendAsync(0, Texts(0, 4));
        var partition = await source.GetPropertiesAsync(CancellationToken.None);
        Assert.AreEqual((0L, 3L), (partition.BeginSequenceNumber, partition.LastSequenceNumber));
        Assert.AreEqual(3, source.LastEnqueued);
    }

    [TestMethod]
    public async Task A_second_reader_takes_the_partition_over_where_the_hub_knows_readers()
    {
        await using var rig = await StartAsync();
        await rig.Server.AppendAsync(0, "a");
        await using var first = rig.Open();
        await first.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        await ReadAsync(first, 1, 1);
        await using var second = rig.Open();
        await second.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        Assert.AreEqual("a", Text((await ReadAsync(second, 1, 1))[0]));
        Assert.AreEqual(TellsTakeover, first.Taken.CanBeCanceled);
        if (TellsTakeover)
        {
            var taken = new TaskCompletionSource();
            await using var registration = first.Taken.Register(taken.SetResult);
            await taken.Task.WaitAsync(SafetyNet);
            await Assert.ThrowsExactlyAsync<HubClientException>(() => first.ReadAsync(1, CancellationToken.None).AsTask().WaitAsync(SafetyNet));
        }

        Assert.IsFalse(second.Taken.IsCancellationRequested);
    }

    private protected abstract IHubClient NewClient(TestHubServer server);

    private static string[] Texts(int first, int count) => [.. Enumerable.Range(first, count).Select(static number => $"event {number}")];

    private static string Text(StoredEvent item) => Encoding.UTF8.GetString(item.Body.Span);

    private static async Task<List<StoredEvent>> ReadAsync(IPartitionSource source, int count, int atOnce)
    {
        var events = new List<StoredEvent>();
        while (events.Count < count)
        {
            var read = await source.ReadAsync(atOnce, CancellationToken.None).AsTask().WaitAsync(SafetyNet);
            Assert.IsLessThanOrEqualTo(atOnce, read.Count);
            events.AddRange(read);
        }

        return events;
    }

    private async Task<Rig> StartAsync(Action<EventHubBrokerOptions>? configure = null)
    {
        var server = await TestHubServer.StartAsync(partitions: 1, configure);
        return new Rig(server, NewClient);
    }

    private sealed class Rig(TestHubServer server, Func<TestHubServer, IHubClient> newClient) : IAsyncDisposable
    {
        private readonly List<IHubClient> _clients = [];

        public TestHubServer Server => server;

        public IPartitionSource Open()
        {
            var client = newClient(server);
            _clients.Add(client);
            return client.GetPartition("$Default", "0");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in _clients.OfType<IAsyncDisposable>())
            {
                await client.DisposeAsync();
            }

            await server.DisposeAsync();
        }
    }
}
