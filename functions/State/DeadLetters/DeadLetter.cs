namespace XbFunctions.State;

/// <summary>An event that a function gave up on.</summary>
/// <param name="Id">Names it for good: function, hub, consumer group, partition and sequence number joined by slashes.</param>
/// <param name="Function">Name of the function.</param>
/// <param name="Partition">Where the event came from.</param>
/// <param name="SequenceNumber">Its position in the partition.</param>
/// <param name="EnqueuedAt">When the hub accepted it, UTC.</param>
/// <param name="Stage">Where it failed, such as <c>parse</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="EventId">The producer's id where the transport carried one.</param>
/// <param name="EventType">The event type where the transport carried one.</param>
/// <param name="Body">The raw bytes as sent. They may hold personal data: never log them, and show them only to who may see them.</param>
/// <param name="PartitionKey">The key that placed the event, where it had one; it may be a personal id, like the body.</param>
/// <param name="ProducerClock">The producer's clock where the transport carried it.</param>
public sealed record DeadLetter(
    string Id,
    string Function,
    StreamPartition Partition,
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    string Stage,
    string Reason,
    string? EventId,
    string? EventType,
    ReadOnlyMemory<byte> Body,
    string? PartitionKey = null,
    DateTimeOffset? ProducerClock = null);
