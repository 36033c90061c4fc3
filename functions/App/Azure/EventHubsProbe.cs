using System.Collections.Concurrent;
using Azure.Messaging.EventHubs.Producer;
using XbFunctions.App.Health;

namespace XbFunctions.App.Azure;

/// <summary>Asks the namespace of setting <c>EventHubs</c>.</summary>
/// <param name="connection">How to reach the namespace.</param>
internal sealed class EventHubsProbe(EventHubsConnection connection) : IHubProbe, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, EventHubProducerClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> GetLastSequencesAsync(string hub, CancellationToken cancellationToken)
    {
        var client = _clients.GetOrAdd(hub, connection.OpenProducer);
        var ids = await client.GetPartitionIdsAsync(cancellationToken);
        var partitions = await Task.WhenAll(ids.Select(id => client.GetPartitionPropertiesAsync(id, cancellationToken)));
        return partitions.ToDictionary(static partition => partition.Id, static partition => partition.LastEnqueuedSequenceNumber);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }
}
