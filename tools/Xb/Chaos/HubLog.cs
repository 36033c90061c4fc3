using System.Runtime.CompilerServices;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;

namespace XbFunctions.Xb.Chaos;

/// <summary>Everything that a hub holds now, read from the beginning.</summary>
/// <param name="target">The endpoint.</param>
/// <param name="hub">Hub name.</param>
/// <param name="time">The clock.</param>
internal sealed class HubLog(HubConnectionString target, string hub, TimeProvider time) : IAsyncDisposable
{
    private const int MaxEvents = 1_000;
    private readonly HubClient _client = HubConnections.Open(target, hub, time);

    /// <summary>Sequence number of the last event of each partition, by partition id.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<IReadOnlyDictionary<string, long>> ReadEndsAsync(CancellationToken cancellationToken)
    {
        var ends = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var id in (await _client.GetPropertiesAsync(cancellationToken)).PartitionIds)
        {
            ends[id] = (await _client.GetPartitionPropertiesAsync(id, cancellationToken)).LastSequenceNumber;
        }

        return ends;
    }

    /// <summary>The events of a partition, in order.</summary>
    /// <param name="partition">Partition id.</param>
    /// <param name="last">Sequence number of the last one wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(string partition, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (last < 0)
        {
            yield break;
        }

        await using var receiver = _client.CreateReceiver("$Default", partition, EventPosition.Earliest);
        while (true)
        {
            foreach (var stored in await receiver.ReadAsync(MaxEvents, cancellationToken))
            {
                yield return stored;
                if (stored.SequenceNumber >= last)
                {
                    yield break;
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
