using System.Globalization;

namespace XbFunctions.EventHub;

/// <summary>An event as a partition holds it. Position and time are at hand; what is inside the message is decoded when it is asked for. Safe for use by several threads.</summary>
public sealed class StoredEvent
{
    private readonly string? _offsetText;
    private EventContent? _content;
    private EventContent? _spareContent;
    private Dictionary<string, object>? _systemProperties;

    internal StoredEvent(in LogRecord record, ReadOnlyMemory<byte> message) => Become(record, message);

    /// <summary>An event from another endpoint, whose offsets are opaque.</summary>
    internal StoredEvent(long sequenceNumber, string offset, long enqueuedMilliseconds, ReadOnlyMemory<byte> message)
    {
        (SequenceNumber, _offsetText, EnqueuedMilliseconds, Message) = (sequenceNumber, offset, enqueuedMilliseconds, message);
    }

    /// <summary>Number of the event in its partition, dense from 0.</summary>
    public long SequenceNumber { get; private set; }

    /// <summary>Place of the event in its partition: decimal text, strictly increasing, otherwise opaque.</summary>
    public string Offset => _offsetText ?? NumericOffset.ToString(CultureInfo.InvariantCulture);

    /// <summary>When the hub appended the event; UTC, whole milliseconds, never decreasing within a partition.</summary>
    public DateTimeOffset EnqueuedAt => DateTimeOffset.FromUnixTimeMilliseconds(EnqueuedMilliseconds);

    /// <summary>Partition key the event was sent with.</summary>
    public string? PartitionKey => Content.PartitionKey;

    /// <summary>Payload bytes. An event whose AMQP body is a value or a sequence has its encoded form here.</summary>
    public ReadOnlyMemory<byte> Body => Content.Body;

    /// <summary>The sender's message id; a number or UUID is given as text.</summary>
    public string? MessageId => Content.MessageId;

    /// <summary>Content type of <see cref="Body"/>.</summary>
    public string? ContentType => Content.ContentType;

    /// <summary>The sender's correlation id; a number or UUID is given as text.</summary>
    public string? CorrelationId => Content.CorrelationId;

    /// <summary>Application properties; timestamps are <see cref="DateTimeOffset"/>.</summary>
    public IReadOnlyDictionary<string, object> Properties => Content.Properties;

    /// <summary>Application properties in a dictionary of the caller's own, which it may change; those asked for by name alone are decoded one by one.</summary>
    /// <param name="spare">One that was taken before, whose owner uses it no more: it may become the new one.</param>
    public IDictionary<string, object> TakeProperties(IDictionary<string, object>? spare = null) => Content.TakeProperties(spare as EncodedProperties);

    /// <summary>Reads a time among properties that were taken from an event, without making an object for it as reading it by name does.</summary>
    /// <param name="properties">From <see cref="TakeProperties"/>; any other dictionary has no times for this method.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="time">The time; UTC, whole milliseconds.</param>
    /// <returns>False where no timestamp was found: the property may still be there, as text or in a dictionary that was changed.</returns>
    public static bool TryGetTime(IDictionary<string, object> properties, string name, out DateTimeOffset time)
    {
        time = default;
        return properties is EncodedProperties encoded && encoded.TryGetTime(name, out time);
    }

    /// <summary>Message annotations (<c>x-opt-sequence-number</c>, <c>x-opt-offset</c>, <c>x-opt-enqueued-time</c>, ...) and the remaining AMQP properties (<c>subject</c>, <c>to</c>, ...).</summary>
    public IReadOnlyDictionary<string, object> SystemProperties => _systemProperties ??= Content.DecodeSystemProperties();

    /// <summary>The encoded AMQP 1.0 message as it is delivered, with the hub's annotations.</summary>
    public ReadOnlyMemory<byte> Message { get; private set; }

    internal long NumericOffset { get; private set; }

    internal long EnqueuedMilliseconds { get; private set; }

    /// <summary>Length of the header section in <see cref="Message"/>: where delivery annotations go.</summary>
    internal int HeaderLength { get; private set; }

    // Several threads may decode at once; the spare is one's alone.
    private EventContent Content => _content ??= EventContent.Decode(Message, Interlocked.Exchange(ref _spareContent, null));

    /// <summary>Makes this object another event of the partition's log; nobody may use it as the one that it was.</summary>
    internal void Become(in LogRecord record, ReadOnlyMemory<byte> message)
    {
        (SequenceNumber, NumericOffset, EnqueuedMilliseconds) = (record.Sequence, record.Offset, record.EnqueuedMilliseconds);
        (Message, HeaderLength) = (message, record.HeaderLength);
        (_content, _spareContent, _systemProperties) = (null, _content ?? _spareContent, null);
    }
}
