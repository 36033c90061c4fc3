using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Azure.Core;
using XbFunctions.EventHub;

namespace Azure.Messaging.EventHubs;

/// <summary>An event of an Event Hub.</summary>
/// <remarks>Not safe for concurrent use. Of the client library's members, those that carry the AMQP message itself are left out.</remarks>
public class EventData : MessageContent
{
    private readonly StoredEvent? _stored;
    private readonly IReadOnlyDictionary<string, object>? _systemProperties;
    private Dictionary<string, object>? _properties;

    /// <summary>An event with an empty body.</summary>
    public EventData()
        : this(BinaryData.Empty)
    {
    }

    /// <summary>An event with the given body.</summary>
    /// <param name="eventBody">The body; kept, not copied.</param>
    public EventData(BinaryData eventBody) => EventBody = eventBody;

    /// <summary>An event with the given body.</summary>
    /// <param name="eventBody">The body; kept, not copied.</param>
    public EventData(ReadOnlyMemory<byte> eventBody)
        : this(new BinaryData(eventBody))
    {
    }

    /// <summary>An event with a body of UTF-8 text.</summary>
    /// <param name="eventBody">The text.</param>
    public EventData(string eventBody)
        : this(new BinaryData(eventBody))
    {
    }

    internal EventData(
        BinaryData eventBody,
        IDictionary<string, object>? properties,
        IReadOnlyDictionary<string, object>? systemProperties,
        string? partitionKey,
        long sequenceNumber,
        string? offset,
        DateTimeOffset enqueuedTime)
        : this(eventBody)
    {
        _properties = properties is null ? null : properties as Dictionary<string, object> ?? new Dictionary<string, object>(properties);
        _systemProperties = systemProperties;
        PartitionKey = partitionKey;
        SequenceNumber = sequenceNumber;
        OffsetString = offset;
        EnqueuedTime = enqueuedTime;
    }

    internal EventData(StoredEvent stored)
        : this(new BinaryData(stored.Body))
    {
        _stored = stored;
        ContentType = stored.ContentType;
        CorrelationId = stored.CorrelationId;
        MessageId = stored.MessageId;
        PartitionKey = stored.PartitionKey;
        SequenceNumber = stored.SequenceNumber;
        OffsetString = stored.Offset;
        EnqueuedTime = stored.EnqueuedAt;
    }

    /// <summary>The body as it was sent.</summary>
    public BinaryData EventBody { get; set; }

    /// <summary>MIME type of the body, when the producer set one.</summary>
    public new string? ContentType { get; set; }

    /// <summary>Correlation id, when the producer set one.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Message id, when the producer set one; the service does not make one up.</summary>
    public string? MessageId { get; set; }

    /// <summary>Application properties.</summary>
    public IDictionary<string, object> Properties =>
        _properties ??= _stored?.TakeProperties() ?? [];

    /// <summary>What the service added, by its names, such as <c>x-opt-sequence-number</c>.</summary>
    public IReadOnlyDictionary<string, object> SystemProperties =>
        _systemProperties ?? _stored?.SystemProperties ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>Position in the partition; <see cref="long.MinValue"/> on an event that was not received.</summary>
    public long SequenceNumber { get; } = long.MinValue;

    /// <summary>Offset in the partition: text without meaning outside the service.</summary>
    public string? OffsetString { get; }

    /// <summary>Offset in the partition as a number; <see cref="long.MinValue"/> where there is none or it is no number.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Offsets are not always numbers. Use OffsetString.")]
    public long Offset => long.TryParse(OffsetString, NumberStyles.Integer, CultureInfo.InvariantCulture, out var offset) ? offset : long.MinValue;

    /// <summary>When the service took the event, in UTC; <see langword="default"/> on an event that was not received.</summary>
    public DateTimeOffset EnqueuedTime { get; }

    /// <summary>The key the event was sent with; <see langword="null"/> when none.</summary>
    public string? PartitionKey { get; }

    /// <summary>The bytes of <see cref="EventBody"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlyMemory<byte> Body => EventBody.ToMemory();

    /// <summary>A stream over the bytes of <see cref="EventBody"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Stream BodyAsStream => EventBody.ToStream();

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool IsReadOnly => false;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override BinaryData? Data
    {
        get => EventBody;
        set => EventBody = value ?? BinaryData.Empty;
    }

    /// <inheritdoc/>
    protected override ContentType? ContentTypeCore
    {
        get => ContentType is null ? null : new ContentType(ContentType);
        set => ContentType = value?.ToString();
    }
}
