namespace XbFunctions.EventHub;

/// <summary>
/// Events of one append to a hub, encoded as they are added: each for the partition of its key, those without one together for the next partition
/// in turn. Not thread-safe.
/// </summary>
public sealed class HubBatch : IDisposable
{
    private readonly HubEntity _hub;
    private readonly HubPartition? _partition;
    private readonly EncodedEvents?[] _byPartition;
    private readonly EncodedKey _key = new();
    private HubPartition? _turn;

    internal HubBatch(HubEntity hub, int? partition)
    {
        (_hub, _byPartition) = (hub, new EncodedEvents?[hub.Partitions.Count]);
        _partition = partition is null ? null : hub.ChoosePartition(null, partition);
    }

    /// <summary>Encodes an event; nothing of it is kept.</summary>
    /// <param name="template">What it has in common with others.</param>
    /// <param name="messageId">The sender's id of the event, in UTF-8.</param>
    /// <param name="partitionKey">Partition key in UTF-8, at most 128 characters; stored with the event. Empty for none.</param>
    /// <param name="body">Payload bytes.</param>
    public void Add(EventTemplate template, ReadOnlySpan<byte> messageId, ReadOnlySpan<byte> partitionKey, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(template);
        _key.SetUtf8(partitionKey);
        EventsForKey().Add(template, messageId, _key, body);
    }

    /// <summary>Appends the events: what goes to one partition is one batch.</summary>
    /// <param name="cancellationToken">Looked at before the append; one that has begun runs to its end.</param>
    /// <returns>Completes when the events are as durable as the broker's options ask.</returns>
    public async ValueTask AppendAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var index = 0; index < _byPartition.Length; index++)
        {
            if (_byPartition[index] is { } events)
            {
                // The log has copied them when it returns, though what it returns may wait for the disk.
                var appended = _hub.Partitions[index].Log.AppendAsync(events, null);
                Return(index);
                await appended.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives back what was not appended.</summary>
    public void Dispose()
    {
        for (var index = 0; index < _byPartition.Length; index++)
        {
            Return(index);
        }
    }

    internal void Add(HubEvent item)
    {
        _key.Set(item.PartitionKey);
        EventsForKey().Add(item, _key);
    }

    private EncodedEvents EventsForKey()
    {
        var index = _partition?.Index
            ?? (_key.Value.IsEmpty ? (_turn ??= _hub.ChoosePartition(null, null)).Index : PartitionKeyHash.PlaceUtf8(_key.Utf8, _byPartition.Length));
        return _byPartition[index] ??= EncodedEvents.Rent(_hub.Partitions[index].Log.NextOffset);
    }

    private void Return(int index)
    {
        _byPartition[index]?.Dispose();
        _byPartition[index] = null;
    }
}
