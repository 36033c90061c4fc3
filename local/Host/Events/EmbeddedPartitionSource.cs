using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>A partition of the embedded hub of this process, read in place. The hub knows no readers here: only the ownership in storage keeps two apart.</summary>
internal sealed class EmbeddedPartitionSource(HubPartition partition) : IPartitionSource
{
    private readonly ReadBlocks _blocks = new();
    private long _next;

    public string Id => partition.Id;

    public long LastEnqueued => partition.Properties.LastSequenceNumber;

    public CancellationToken Taken => CancellationToken.None;

    public ValueTask<PartitionProperties> GetPropertiesAsync(CancellationToken cancellationToken) => ValueTask.FromResult(partition.Properties);

    public ValueTask OpenAsync(EventPosition position, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _blocks.Keep();
        _next = partition.Resolve(position);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int maxEvents, CancellationToken cancellationToken)
    {
        var events = await partition.ReadAsync(_next, maxEvents, _blocks, cancellationToken).ConfigureAwait(false);
        _next = events[^1].SequenceNumber + 1;
        return events;
    }

    public void End(bool isReleased)
    {
        if (isReleased)
        {
            _blocks.Release();
        }
        else
        {
            _blocks.Keep();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
