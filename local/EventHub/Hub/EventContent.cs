using System.Globalization;

namespace XbFunctions.EventHub;

/// <summary>The decoded inside of an event.</summary>
internal sealed class EventContent
{
    private const int MessageIdField = 0;
    private const int CorrelationIdField = 5;
    private const int ContentTypeField = 6;
    private const int UsualProperties = 8;

    private static readonly string[] PropertyNames =
    [
        "message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding",
        "absolute-expiry-time", "creation-time", "group-id", "group-sequence", "reply-to-group-id",
    ];

    private static readonly Dictionary<string, object> None = [];

    private ReadOnlyMemory<byte> _annotations;
    private ReadOnlyMemory<byte> _otherProperties;
    private ReadOnlyMemory<byte> _applicationProperties;
    private Dictionary<string, object>? _properties;

    public string? PartitionKey { get; private set; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    public string? MessageId { get; private set; }

    public string? ContentType { get; private set; }

    public string? CorrelationId { get; private set; }

    public IReadOnlyDictionary<string, object> Properties =>
        _properties ?? (_applicationProperties.IsEmpty ? None : _properties = ReadMap(_applicationProperties.Span));

    /// <summary>The application properties in a dictionary that is the caller's alone to change; decoded anew for a second caller.</summary>
    public Dictionary<string, object> TakeProperties() =>
        Interlocked.Exchange(ref _properties, null) ?? (_applicationProperties.IsEmpty ? [] : ReadMap(_applicationProperties.Span));

    /// <summary>Decoded anew on each call: few consumers ask for it.</summary>
    public Dictionary<string, object> DecodeSystemProperties()
    {
        var properties = _annotations.IsEmpty ? new(StringComparer.Ordinal) : ReadMap(_annotations.Span);
        var reader = new AmqpReader(_otherProperties.Span);
        var count = _otherProperties.IsEmpty ? 0 : Math.Min(reader.EnterCompound(), PropertyNames.Length);
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

    /// <summary>Decodes a message; the body refers to its bytes.</summary>
    /// <exception cref="MalformedMessageException">The bytes are no message.</exception>
    public static EventContent Decode(ReadOnlyMemory<byte> message)
    {
        var content = new EventContent();
        var data = message.Span;
        for (int position = 0, end; position < data.Length; position = end)
        {
            var section = AmqpFormat.ReadSection(data, position, out var value);
            end = AmqpFormat.Skip(data, value);
            content.ReadSection(section, message[value..end]);
        }

        return content;
    }

    private void ReadSection(byte section, ReadOnlyMemory<byte> value)
    {
        switch (section)
        {
            case AmqpFormat.MessageAnnotationsSection:
                _annotations = value;
                PartitionKey = FindPartitionKey(value.Span);
                break;
            case AmqpFormat.PropertiesSection:
                _otherProperties = value;
                ReadIds(value.Span);
                break;
            case AmqpFormat.ApplicationPropertiesSection:
                (_applicationProperties, _properties) = (value, ReadMap(value.Span));
                break;
            case AmqpFormat.DataSection:
                var reader = new AmqpReader(value.Span);
                var data = value[^reader.ReadBytes().Length..];
                Body = Body.IsEmpty ? data : (byte[])[.. Body.Span, .. data.Span];
                break;
            case AmqpFormat.ValueSection or AmqpFormat.SequenceSection:
                Body = value;
                break;
            default:
                break;
        }
    }

    private void ReadIds(ReadOnlySpan<byte> list)
    {
        var reader = new AmqpReader(list);
        var count = reader.EnterCompound();
        for (var field = 0; field < count && field <= ContentTypeField; field++)
        {
            switch (field)
            {
                case MessageIdField: MessageId = AsText(reader.ReadValue()); break;
                case CorrelationIdField: CorrelationId = AsText(reader.ReadValue()); break;
                case ContentTypeField: ContentType = AsText(reader.ReadValue()); break;
                default: reader.Skip(); break;
            }
        }
    }

    private static string? FindPartitionKey(ReadOnlySpan<byte> map)
    {
        var reader = new AmqpReader(map);
        for (var pairs = reader.EnterCompound() / 2; pairs > 0; pairs--)
        {
            if (reader.ReadBytes().SequenceEqual("x-opt-partition-key"u8))
            {
                return AsText(reader.ReadValue());
            }

            reader.Skip();
        }

        return null;
    }

    private static Dictionary<string, object> ReadMap(ReadOnlySpan<byte> map)
    {
        var reader = new AmqpReader(map);
        var pairs = reader.EnterCompound() / 2;
        var texts = RecentTexts.OfThread;

        // With its default comparer, so that a copy of it is one of its arrays.
        var values = new Dictionary<string, object>(Math.Min(pairs, UsualProperties));
        for (var pair = 0; pair < pairs; pair++)
        {
            var key = AsText(reader.ReadValue(texts, 2 * pair)) ?? "";
            if (reader.ReadValue(texts, (2 * pair) + 1) is { } value)
            {
                values[key] = value;
            }
        }

        return values;
    }

    private static string? AsText(object? value) => value is null or string ? (string?)value : Convert.ToString(value, CultureInfo.InvariantCulture);
}
