namespace XbFunctions.State;

/// <summary>One event as a partition delivered it. The default value is an empty event at sequence number 0.</summary>
/// <param name="SequenceNumber">Position in the partition; grows by one an event, so a jump means events were missed.</param>
/// <param name="EnqueuedAt">When the hub accepted the event, UTC.</param>
/// <param name="Body">The bytes as the producer sent them; valid until the batch's processing returns, so copy what is kept.</param>
/// <param name="EventId">The producer's id where the transport carried one; stable when the producer sends again.</param>
/// <param name="EventType">The event type where the transport carried one.</param>
/// <param name="ProducerClock">The producer's time of the event where the transport carried one; never trusted for ordering.</param>
/// <param name="PartitionKey">The key that placed the event, where it had one; dead letters keep it, so that they can be sent again.</param>
public readonly record struct StreamEvent(
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    ReadOnlyMemory<byte> Body,
    string? EventId,
    string? EventType,
    DateTimeOffset? ProducerClock,
    string? PartitionKey = null)
{
    /// <summary>The present by which the event's age is judged.</summary>
    /// <param name="trustsProducer">Whether a producer's own clock counts where it is told, as for replays and simulations.</param>
    public DateTimeOffset Clock(bool trustsProducer) => trustsProducer && ProducerClock is { } producer ? producer : EnqueuedAt;
}
