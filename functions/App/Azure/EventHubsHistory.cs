using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using XbFunctions.App.Events;
using XbFunctions.State;

namespace XbFunctions.App.Azure;

/// <summary>Reads skipped events again from the namespace that setting <c>EventHubs</c> names.</summary>
/// <remarks>It reads through the default consumer group: the trigger's own group is held by its exclusive receivers.</remarks>
/// <param name="connection">How to reach the namespace.</param>
internal sealed class EventHubsHistory(EventHubsConnection connection) : IEventHistory, IAsyncDisposable
{
    // Bodies at once; the rest comes with the next read.
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly ReadEventOptions Options = new() { MaximumWaitTime = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, EventHubConsumerClient> _consumers = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamEvent>> ReadAsync(
        StreamPartition partition, long first, long last, int maxEvents, CancellationToken cancellationToken)
    {
        try
        {
            var consumer = _consumers.GetOrAdd(partition.Hub, connection.OpenConsumer);
            var held = await consumer.GetPartitionPropertiesAsync(partition.PartitionId, cancellationToken);
            return held.IsEmpty || held.BeginningSequenceNumber > last
                ? []
                : await ReadAsync(consumer, partition.PartitionId, Math.Max(first, held.BeginningSequenceNumber), last, maxEvents, cancellationToken);
        }
        catch (EventHubsException fault) when (fault.IsTransient)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var consumer in _consumers.Values)
        {
            await consumer.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<StreamEvent>> ReadAsync(
        EventHubConsumerClient consumer, string partitionId, long first, long last, int maxEvents, CancellationToken cancellationToken)
    {
        var events = new List<EventData>();
        var bytes = 0L;
        var from = EventPosition.FromSequenceNumber(first, isInclusive: true);
        await foreach (var read in consumer.ReadEventsFromPartitionAsync(partitionId, from, Options, cancellationToken))
        {
            if (read.Data is not { } data)
            {
                throw new TimeoutException($"Partition {partitionId} gave no event from {first} on within {Options.MaximumWaitTime}.");
            }

            if (data.SequenceNumber <= last)
            {
                events.Add(data);
                bytes += data.EventBody.ToMemory().Length;
            }

            if (data.SequenceNumber >= last || events.Count >= maxEvents || bytes >= MostBytes)
            {
                break;
            }
        }

        return EventBatch.From([.. events]);
    }
}
