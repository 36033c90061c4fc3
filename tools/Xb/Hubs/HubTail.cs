using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hubs;

/// <summary>Reads all that is appended to a hub from now on, over AMQP and every partition at once.</summary>
internal sealed class HubTail : IAsyncDisposable
{
    private const string ConsumerGroup = "$Default";
    private const int MaxEvents = 1_000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly HubClient _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Partition> _partitions = [];

    private HubTail(HubClient client, TimeProvider time) => (_client, _time) = (client, time);

    /// <summary>Begins to read behind the last event of each partition.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="hub">Hub name.</param>
    /// <param name="take">Takes each event; called from several threads, in order within a partition.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="HubClientException">The hub is not reached or does not exist.</exception>
    public static async Task<HubTail> StartAsync(
        HubConnectionString target, string hub, Action<StoredEvent> take, TimeProvider time, CancellationToken cancellationToken)
    {
        var tail = new HubTail(HubConnections.Open(target, hub, time), time);
        try
        {
            foreach (var id in (await tail._client.GetPropertiesAsync(cancellationToken)).PartitionIds)
            {
                var last = (await tail._client.GetPartitionPropertiesAsync(id, cancellationToken)).LastSequenceNumber;
                tail._partitions.Add(new Partition(id, last));
            }
        }
        catch
        {
            await tail.DisposeAsync();
            throw;
        }

        foreach (var partition in tail._partitions)
        {
            partition.Reading = Task.Run(() => tail.ReadAsync(partition, take), CancellationToken.None);
        }

        return tail;
    }

    /// <summary>Waits until all events are taken that the hub holds now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HubClientException">The hub is not reached any more.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in _partitions)
        {
            var last = (await _client.GetPartitionPropertiesAsync(partition.Id, cancellationToken)).LastSequenceNumber;
            while (partition.Position < last)
            {
                if (partition.Reading.IsCompleted)
                {
                    await partition.Reading;
                    return;
                }

                await Task.Delay(PollInterval, _time, cancellationToken);
            }
        }
    }

    /// <summary>Stops reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var partition in _partitions)
        {
            await partition.Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _client.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(Partition partition, Action<StoredEvent> take)
    {
        await using var receiver = _client.CreateReceiver(
            ConsumerGroup, partition.Id, EventPosition.FromSequenceNumber(partition.Position));
        while (!_stop.IsCancellationRequested)
        {
            var events = await receiver.ReadAsync(MaxEvents, _stop.Token);
            foreach (var stored in events)
            {
                take(stored);
            }

            partition.Position = events[^1].SequenceNumber;
        }
    }

    private sealed class Partition(string id, long position)
    {
        private long _position = position;

        public string Id => id;

        public Task Reading { get; set; } = Task.CompletedTask;

        public long Position
        {
            get => Volatile.Read(ref _position);
            set => Volatile.Write(ref _position, value);
        }
    }
}
