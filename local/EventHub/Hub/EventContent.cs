namespace XbFunctions.EventHub;

/// <summary>Where the parts of a message lie. Walking over them checks them; what is in them is decoded on each call, for few consumers ask for all of it.</summary>
internal sealed class EventContent
{
    private const int MessageIdField = 0;
    private const int CorrelationIdField = 5;
    private const int ContentTypeField = 6;

    private static readonly string[] PropertyNames =
    [
        "message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding",
        "absolute-expiry-time", "creation-time", "group-id", "group-sequence", "reply-to-group-id",
    ];

    private ReadOnlyMemory<byte> _message;
    private Part _annotations;
    private Part _ids;
    private Part _applicationProperties;
    private PropertyIndex _propertyIndex;
    private int _partitionKeyAt;
    private EncodedProperties? _properties;

    public ReadOnlyMemory<byte> Body { get; private set; }

    public string? PartitionKey => _partitionKeyAt == 0 ? null : ReadText(_partitionKeyAt);

    public string? MessageId => ReadField(MessageIdField);

    public string? ContentType => ReadField(ContentTypeField);

    public string? CorrelationId => ReadField(CorrelationIdField);

    public IReadOnlyDictionary<string, object> Properties => _properties ??= TakeProperties();

    /// <summary>The application properties in a dictionary that is the caller's alone to change.</summary>
    /// <param name="spare">One that nobody uses any more, to become this one.</param>
    public EncodedProperties TakeProperties(EncodedProperties? spare = null)
    {
        var map = _message.Slice(_applicationProperties.Start, _applicationProperties.Length);
        if (spare is null)
        {
            return new EncodedProperties(map, _propertyIndex);
        }

        spare.Become(map, _propertyIndex);
        return spare;
    }

    public Dictionary<string, object> DecodeSystemProperties()
    {
        var properties = _annotations.Length == 0 ? new(StringComparer.Ordinal) : EncodedProperties.Decode(BytesOf(_annotations));
        var reader = new AmqpReader(BytesOf(_ids));
        var count = _ids.Length == 0 ? 0 : Math.Min(reader.EnterCompound(), PropertyNames.Length);
        for (var field = 0; field < count; field++)
        {
            var value = reader.ReadValue();
            if (value is not null && field is not (MessageIdField or CorrelationIdField or ContentTypeField))
            {
                properties[PropertyNames[field]] = value;
            }
        }

        return properties;
    }

    /// <summary>Takes a message apart; the parts refer to its bytes.</summary>
    /// <param name="message">The message.</param>
    /// <param name="spare">The parts of another, which nobody uses any more, to become those of this one.</param>
    /// <exception cref="MalformedMessageException">The bytes are no message.</exception>
    public static EventContent Decode(ReadOnlyMemory<byte> message, EventContent? spare = null)
    {
        var content = spare ?? new EventContent();
        content.Begin(message);
        var data = message.Span;
        for (int position = 0, end; position < data.Length; position = end)
        {
            var section = AmqpFormat.ReadSection(data, position, out var value);
            end = AmqpFormat.Skip(data, value);
            content.ReadSection(section, data[value..end], value);
        }

        return content;
    }

    private void Begin(ReadOnlyMemory<byte> message)
    {
        (_message, Body, _properties, _propertyIndex) = (message, default, null, default);
        (_annotations, _ids, _applicationProperties, _partitionKeyAt) = (default, default, default, 0);
    }

    private ReadOnlySpan<byte> BytesOf(Part part) => _message.Span.Slice(part.Start, part.Length);

    private void ReadSection(byte section, ReadOnlySpan<byte> bytes, int start)
    {
        var part = new Part(start, bytes.Length);
        switch (section)
        {
            case AmqpFormat.MessageAnnotationsSection:
                (_annotations, _partitionKeyAt) = (part, FindPartitionKey(bytes) is var at and > 0 ? start + at : 0);
                break;
            case AmqpFormat.PropertiesSection:
                _ids = part;
                CheckFields(bytes);
                break;
            case AmqpFormat.ApplicationPropertiesSection:
                (_applicationProperties, _propertyIndex) = (part, PropertyIndex.Of(bytes));
                break;
            case AmqpFormat.DataSection:
                var length = new AmqpReader(bytes).ReadBytes().Length;
                var data = _message.Slice(start + bytes.Length - length, length);
                Body = Body.IsEmpty ? data : (byte[])[.. Body.Span, .. data.Span];
                break;
            case AmqpFormat.ValueSection or AmqpFormat.SequenceSection:
                Body = _message.Slice(start, bytes.Length);
                break;
            default:
                break;
        }
    }

    private static void CheckFields(ReadOnlySpan<byte> list)
    {
        var reader = new AmqpReader(list);
        for (var fields = Math.Min(reader.EnterCompound(), ContentTypeField + 1); fields > 0; fields--)
        {
            reader.Skip();
        }
    }

    private string? ReadField(int field)
    {
        if (_ids.Length == 0)
        {
            return null;
        }

        var reader = new AmqpReader(BytesOf(_ids));
        if (reader.EnterCompound() <= field)
        {
            return null;
        }

        for (var before = field; before > 0; before--)
        {
            reader.Skip();
        }

        return ReadText(_ids.Start + reader.Position);
    }

    private string? ReadText(int position) => EncodedProperties.AsText(new AmqpReader(_message.Span, position).ReadValue());

    // 0 when there is none: a value never stands at the beginning of a map.
    private static int FindPartitionKey(ReadOnlySpan<byte> map)
    {
        var reader = new AmqpReader(map);
        for (var pairs = reader.EnterCompound() / 2; pairs > 0; pairs--)
        {
            var isKey = reader.ReadBytes().SequenceEqual("x-opt-partition-key"u8);
            var value = reader.Position;
            reader.Skip();
            if (isKey)
            {
                return value;
            }
        }

        return 0;
    }

    private readonly record struct Part(int Start, int Length);
}
