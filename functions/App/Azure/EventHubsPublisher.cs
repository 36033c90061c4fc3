using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Azure;

/// <summary>Publishes to the namespace that setting <c>EventHubs</c> names, one batch for each partition key, several in flight.</summary>
/// <param name="connection">How to reach the namespace.</param>
internal sealed class EventHubsPublisher(EventHubsConnection connection) : IEventPublisher, IAsyncDisposable
{
    private const int MostInFlight = 32;
    private readonly ConcurrentDictionary<string, EventHubProducerClient> _producers = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        var groups = events.GroupBy(outgoing => (outgoing.Hub, outgoing.PartitionId, outgoing.PartitionKey));
        try
        {
            await Parallel.ForEachAsync(
                groups,
                new ParallelOptions { MaxDegreeOfParallelism = MostInFlight, CancellationToken = cancellationToken },
                async (group, token) => await SendAsync(group.Key.Hub, group.Key.PartitionId, group.Key.PartitionKey.ToString(), group, token));
        }
        catch (EventHubsException fault) when (fault.IsTransient)
        {
            // Retried where it happened, instead of dropping the state and loading it again.
            throw new IOException(fault.Message, fault);
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var producer in _producers.Values)
        {
            await producer.DisposeAsync();
        }
    }

    private async Task SendAsync(string hub, string? partition, string key, IEnumerable<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        var producer = _producers.GetOrAdd(hub, connection.OpenProducer);
        var options = partition is null ? new CreateBatchOptions { PartitionKey = key } : new CreateBatchOptions { PartitionId = partition };
        var batch = await producer.CreateBatchAsync(options, cancellationToken);
        try
        {
            foreach (var outgoing in events)
            {
                var data = ToEventData(outgoing);
                if (batch.TryAdd(data))
                {
                    continue;
                }

                if (batch.Count == 0)
                {
                    throw TooLarge(outgoing, batch);
                }

                await producer.SendAsync(batch, cancellationToken);
                batch.Dispose();
                batch = await producer.CreateBatchAsync(options, cancellationToken);
                if (!batch.TryAdd(data))
                {
                    throw TooLarge(outgoing, batch);
                }
            }

            await producer.SendAsync(batch, cancellationToken);
        }
        finally
        {
            batch.Dispose();
        }
    }

    private static InvalidOperationException TooLarge(in OutgoingEvent outgoing, EventDataBatch batch) => new(
        $"Event {outgoing.EventId} for hub {outgoing.Hub} has {outgoing.Body.Length} bytes; a batch takes {batch.MaximumSizeInBytes}.");

    private static EventData ToEventData(in OutgoingEvent outgoing)
    {
        var id = outgoing.EventId.ToString();
        var data = new EventData(outgoing.Body) { MessageId = id, ContentType = "application/json" };
        data.Properties[EventProperties.SpecVersion] = "1.0";
        data.Properties[EventProperties.Type] = outgoing.EventType;
        data.Properties[EventProperties.Id] = id;
        data.Properties[EventProperties.Source] = "/xbfunctions";
        return data;
    }
}
