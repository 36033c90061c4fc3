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
    // In the place of a text that the stored event is not asked for yet.
    private static readonly string Unread = new('?', 1);

    private readonly IReadOnlyDictionary<string, object>? _systemProperties;
    private StoredEvent? _stored;
    private long _sequenceNumber = long.MinValue;
    private DateTimeOffset _enqueuedTime;
    private IDictionary<string, object>? _properties;
    private IDictionary<string, object>? _spareProperties;
    private BinaryData? _body;
    private string? _contentType;
    private string? _correlationId;
    private string? _messageId;
    private string? _partitionKey;
    private string? _offset;

    /// <summary>An event with an empty body.</summary>
    public EventData()
        : this(BinaryData.Empty)
    {
    }

    /// <summary>An event with the given body.</summary>
    /// <param name="eventBody">The body; kept, not copied.</param>
    public EventData(BinaryData eventBody) => _body = eventBody;

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
        _partitionKey = partitionKey;
        _sequenceNumber = sequenceNumber;
        _offset = offset;
        _enqueuedTime = enqueuedTime;
    }

    internal EventData(StoredEvent stored) => Become(stored);

    /// <summary>The body as it was sent.</summary>
    public BinaryData EventBody
    {
        get => _body ??= new BinaryData(Body);
        set => _body = value;
    }

    /// <summary>MIME type of the body, when the producer set one.</summary>
    public new string? ContentType
    {
        get => Read(ref _contentType, static stored => stored.ContentType);
        set => _contentType = value;
    }

    /// <summary>Correlation id, when the producer set one.</summary>
    public string? CorrelationId
    {
        get => Read(ref _correlationId, static stored => stored.CorrelationId);
        set => _correlationId = value;
    }

    /// <summary>Message id, when the producer set one; the service does not make one up.</summary>
    public string? MessageId
    {
        get => Read(ref _messageId, static stored => stored.MessageId);
        set => _messageId = value;
    }

    /// <summary>Application properties.</summary>
    public IDictionary<string, object> Properties =>
        _properties ??= _stored?.TakeProperties(_spareProperties) ?? new Dictionary<string, object>();

    /// <summary>What the service added, by its names, such as <c>x-opt-sequence-number</c>.</summary>
    public IReadOnlyDictionary<string, object> SystemProperties =>
        _systemProperties ?? _stored?.SystemProperties ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>Position in the partition; <see cref="long.MinValue"/> on an event that was not received.</summary>
    public long SequenceNumber => _sequenceNumber;

    /// <summary>Offset in the partition: text without meaning outside the service.</summary>
    public string? OffsetString => Read(ref _offset, static stored => stored.Offset);

    /// <summary>Offset in the partition as a number; <see cref="long.MinValue"/> where there is none or it is no number.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Offsets are not always numbers. Use OffsetString.")]
    public long Offset => long.TryParse(OffsetString, NumberStyles.Integer, CultureInfo.InvariantCulture, out var offset) ? offset : long.MinValue;

    /// <summary>When the service took the event, in UTC; <see langword="default"/> on an event that was not received.</summary>
    public DateTimeOffset EnqueuedTime => _enqueuedTime;

    /// <summary>The key the event was sent with; <see langword="null"/> when none.</summary>
    public string? PartitionKey => Read(ref _partitionKey, static stored => stored.PartitionKey);

    /// <summary>The bytes of <see cref="EventBody"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlyMemory<byte> Body => _body?.ToMemory() ?? _stored?.Body ?? default;

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

    /// <summary>Makes this object a received event; nobody may use it as the received event that it was.</summary>
    internal void Become(StoredEvent stored)
    {
        (_stored, _body) = (stored, null);
        (_contentType, _correlationId, _messageId, _partitionKey, _offset) = (Unread, Unread, Unread, Unread, Unread);
        (_properties, _spareProperties) = (null, _properties ?? _spareProperties);
        (_sequenceNumber, _enqueuedTime) = (stored.SequenceNumber, stored.EnqueuedAt);

        // Refuses a malformed message now, not where it is used.
        _ = stored.Body;
    }

    private string? Read(ref string? text, Func<StoredEvent, string?> read) => ReferenceEquals(text, Unread) ? text = read(_stored!) : text;
}
