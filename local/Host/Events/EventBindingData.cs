using System.Text.Json;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>The trigger data of Event Hub invocations: JSON text by name, as the service's host sends it to the worker.</summary>
internal sealed class EventBindingData(IHubClient hub, string consumerGroup, string partitionId)
{
    /// <summary>Data of a batch: one array a value.</summary>
    public IReadOnlyDictionary<string, object?> ForBatch(IReadOnlyList<StoredEvent> events) => new LazyBindingData
    {
        { "PartitionContext", Partition },
        { "PartitionKeyArray", () => Array(events, static item => item.PartitionKey) },
        { "OffsetArray", () => Array(events, static item => item.Offset) },
        { "SequenceNumberArray", () => Array(events, static item => item.SequenceNumber) },
        { "EnqueuedTimeUtcArray", () => Array(events, static item => item.EnqueuedAt.UtcDateTime) },
        { "PropertiesArray", () => Array(events, static item => item.Properties) },
        { "SystemPropertiesArray", () => Array(events, static item => item.SystemProperties) },
    };

    /// <summary>Data of a single event.</summary>
    public IReadOnlyDictionary<string, object?> ForOne(StoredEvent item) => new LazyBindingData
    {
        { "PartitionContext", Partition },
        { "PartitionKey", () => item.PartitionKey },
        { "Offset", () => item.Offset },
        { "SequenceNumber", () => JsonSerializer.Serialize(item.SequenceNumber) },
        { "EnqueuedTimeUtc", () => JsonSerializer.Serialize(item.EnqueuedAt.UtcDateTime) },
        { "Properties", () => JsonSerializer.Serialize(item.Properties) },
        { "SystemProperties", () => JsonSerializer.Serialize(item.SystemProperties) },
    };

    private static string Array<T>(IReadOnlyList<StoredEvent> events, Func<StoredEvent, T> value) => JsonSerializer.Serialize(events.Select(value));

    private string Partition() => JsonSerializer.Serialize(new
    {
        FullyQualifiedNamespace = hub.Namespace,
        EventHubName = hub.Name,
        ConsumerGroup = consumerGroup,
        PartitionId = partitionId,
    });
}
