using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using XbFunctions.App.Events;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.App.Local;

/// <summary>Reads skipped events again: from the embedded hub where it is in this process, else over AMQP from the namespace of setting <c>EventHubs</c>.</summary>
/// <param name="platform">Owner of the hub.</param>
/// <param name="configuration">App settings.</param>
/// <param name="time">The clock of the client.</param>
/// <param name="loggers">Makes its loggers.</param>
internal sealed class HubEventHistory(LocalPlatform platform, IConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
    : IEventHistory, IAsyncDisposable
{
    private const string Setting = "EventHubs";

    // Bodies at once; the rest comes with the next read.
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, HubClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamEvent>> ReadAsync(
        StreamPartition partition, long first, long last, int maxEvents, CancellationToken cancellationToken)
    {
        if (platform.Broker is { } broker)
        {
            return Read(broker, partition, first, last, maxEvents);
        }

        try
        {
            return await ReadAsync(_clients.GetOrAdd(partition.Hub, OpenClient), partition, first, last, maxEvents, cancellationToken);
        }
        catch (HubClientException fault) when (fault.IsTransient)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>Reads from a hub in this process.</summary>
    internal static IReadOnlyList<StreamEvent> Read(EventHubBroker broker, StreamPartition partition, long first, long last, int maxEvents)
    {
        var source = broker.GetHub(partition.Hub).Partitions.Single(candidate => candidate.Id == partition.PartitionId);
        return source.TryRead(first, maxEvents, out var events) ? Within(events, last) : [];
    }

    /// <summary>Reads from any endpoint. The consumer group is the default one: a real trigger holds its own group's partitions for itself.</summary>
    internal static async Task<IReadOnlyList<StreamEvent>> ReadAsync(
        HubClient client, StreamPartition partition, long first, long last, int maxEvents, CancellationToken cancellationToken)
    {
        var held = await client.GetPartitionPropertiesAsync(partition.PartitionId, cancellationToken);
        if (held.IsEmpty || held.BeginSequenceNumber > last)
        {
            return [];
        }

        var from = EventPosition.FromSequenceNumber(Math.Max(first, held.BeginSequenceNumber), isInclusive: true);
        await using var receiver = client.CreateReceiver(EventHubDefinition.DefaultConsumerGroup, partition.PartitionId, from);
        var events = new List<StoredEvent>();
        for (var bytes = 0L; events.Count < maxEvents && bytes < MostBytes && (events.Count == 0 || events[^1].SequenceNumber < last);)
        {
            var read = await receiver.ReadAsync(maxEvents - events.Count, cancellationToken);
            bytes += read.Sum(static stored => (long)stored.Body.Length);
            events.AddRange(read);
        }

        return Within(events, last);
    }

    private static IReadOnlyList<StreamEvent> Within(IReadOnlyList<StoredEvent> events, long last) =>
        EventBatch.From([.. events.TakeWhile(stored => stored.SequenceNumber <= last).Select(ToEventData)]);

    /// <summary>The event as a trigger would have handed it over, so that it is read the same way.</summary>
    private static EventData ToEventData(StoredEvent stored)
    {
        var data = EventHubsModelFactory.EventData(
            new BinaryData(stored.Body),
            properties: new Dictionary<string, object>(stored.Properties),
            partitionKey: stored.PartitionKey,
            sequenceNumber: stored.SequenceNumber,
            offsetString: stored.Offset,
            enqueuedTime: stored.EnqueuedAt);
        data.MessageId = stored.MessageId;
        return data;
    }

    private HubClient OpenClient(string hub) => configuration[Setting] is { Length: > 0 } connectionString
        ? new HubClient(HubConnectionString.Parse(connectionString), hub, options: null, time, loggers)
        : throw new InvalidOperationException(
            $"Setting {Setting} is missing and no embedded Event Hub is open in this process, so skipped events cannot be read again.");
}
