using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A partition read over AMQP. One reader at a time.</summary>
internal sealed class AmqpPartitionSource(HubClient client, string consumerGroup, PartitionProperties properties, TimeProvider time) : IPartitionSource
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);
    private readonly long _begin = properties.BeginSequenceNumber;
    private HubReceiver? _receiver;
    private long _next = -1;
    private long _lastEnqueued = properties.LastSequenceNumber;
    private long _refreshedAt = time.GetTimestamp();

    public string Id => properties.Id;

    public long LastEnqueued => Volatile.Read(ref _lastEnqueued);

    public ValueTask<long> ResolveAsync(EventPosition position, CancellationToken cancellationToken)
    {
        // A position in time has no number before its first event came: the receiver keeps it, and reading goes on from wherever that is.
        _receiver = client.CreateReceiver(consumerGroup, Id, position);
        _next = position == EventPosition.Earliest ? _begin : LastEnqueued + 1;
        return ValueTask.FromResult(_next);
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(long fromSequence, int maxEvents, CancellationToken cancellationToken)
    {
        if (_receiver is null || fromSequence != _next)
        {
            await DisposeAsync().ConfigureAwait(false);
            _receiver = client.CreateReceiver(consumerGroup, Id, EventPosition.FromSequenceNumber(fromSequence - 1));
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        var events = await _receiver.ReadAsync(maxEvents, cancellationToken).ConfigureAwait(false);
        _next = events[^1].SequenceNumber + 1;
        Volatile.Write(ref _lastEnqueued, Math.Max(LastEnqueued, events[^1].SequenceNumber));
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync().ConfigureAwait(false);
            _receiver = null;
        }
    }

    private async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_refreshedAt) < RefreshInterval)
        {
            return;
        }

        _refreshedAt = time.GetTimestamp();
        var now = await client.GetPartitionPropertiesAsync(Id, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _lastEnqueued, now.LastSequenceNumber);
    }
}
