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
    // The text itself, or what has it.
    private readonly object? _eventId = EventId;
    private readonly object? _partitionKey = PartitionKey;

    private StreamEvent(
        long sequenceNumber, DateTimeOffset enqueuedAt, ReadOnlyMemory<byte> body, string? eventType, DateTimeOffset? producerClock, IEventTexts texts)
        : this(sequenceNumber, enqueuedAt, body, null, eventType, producerClock) => (_eventId, _partitionKey) = (texts, texts);

    /// <summary>The producer's id where the transport carried one; stable when the producer sends again.</summary>
    public string? EventId
    {
        get => _eventId is IEventTexts texts ? texts.EventIdOf(SequenceNumber) : (string?)_eventId;
        init => _eventId = value;
    }

    /// <summary>The key that placed the event, where it had one; dead letters keep it, so that they can be sent again.</summary>
    public string? PartitionKey
    {
        get => _partitionKey is IEventTexts texts ? texts.PartitionKeyOf(SequenceNumber) : (string?)_partitionKey;
        init => _partitionKey = value;
    }

    /// <summary>An event whose texts are made when they are asked for: of most events no one ever does.</summary>
    /// <param name="sequenceNumber">Position in the partition.</param>
    /// <param name="enqueuedAt">When the hub accepted the event, UTC.</param>
    /// <param name="body">The bytes as the producer sent them.</param>
    /// <param name="eventType">The event type where the transport carried one.</param>
    /// <param name="producerClock">The producer's time of the event where the transport carried one.</param>
    /// <param name="texts">Has <see cref="EventId"/> and <see cref="PartitionKey"/>, as long as <paramref name="body"/> is valid.</param>
    public static StreamEvent WithTexts(
        long sequenceNumber, DateTimeOffset enqueuedAt, ReadOnlyMemory<byte> body, string? eventType, DateTimeOffset? producerClock, IEventTexts texts) =>
        new(sequenceNumber, enqueuedAt, body, eventType, producerClock, texts);

    /// <summary>The present by which the event's age is judged.</summary>
    /// <param name="trustsProducer">Whether a producer's own clock counts where it is told, as for replays and simulations.</param>
    public DateTimeOffset Clock(bool trustsProducer) => trustsProducer && ProducerClock is { } producer ? producer : EnqueuedAt;
}
