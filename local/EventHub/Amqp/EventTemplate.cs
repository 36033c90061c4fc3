using System.Buffers.Binary;

namespace XbFunctions.EventHub;

/// <summary>What events of one kind have in common, encoded once: their content type and application properties. Safe for use by several threads.</summary>
public sealed class EventTemplate
{
    // Behind the head of the section and that of the list: the first of its fields.
    private const int IdAt = 3 + 9;
    private const int ListSizeAt = 3 + 1;

    // As for an event whose id is empty, up to its body.
    private readonly byte[] _bytes;
    private readonly int _mapSizeAt;
    private readonly int _idPropertyAt;
    private readonly int _emptyId;
    private readonly int _listSize;
    private readonly int _mapSize;

    /// <summary>Encodes what events have in common.</summary>
    /// <param name="contentType">RFC 2046 content type of their bodies, ASCII.</param>
    /// <param name="properties">Application properties, as <see cref="HubEvent.Properties"/>; names must not repeat.</param>
    /// <param name="idProperty">Name of the one whose value is each event's message id, whatever it is here.</param>
    /// <exception cref="ArgumentException">A property has a type AMQP does not know, or none is called <paramref name="idProperty"/>.</exception>
    public EventTemplate(string contentType, ReadOnlySpan<KeyValuePair<string, object>> properties, string idProperty)
    {
        var writer = new AmqpWriter(256);
        EventEncoder.WriteProperties(writer, "", correlationId: null, contentType);
        writer.WriteSection(AmqpFormat.ApplicationPropertiesSection);
        var map = writer.Begin(AmqpFormat.Map32);
        foreach (var (key, value) in properties)
        {
            writer.WriteString(key);
            _idPropertyAt = key == idProperty ? writer.Length : _idPropertyAt;
            writer.WriteValue(key == idProperty ? "" : value);
        }

        writer.End(map, properties.Length * 2);
        writer.WriteSection(AmqpFormat.DataSection);
        _bytes = writer.Written.ToArray();
        _emptyId = _idPropertyAt > 0 ? AmqpFormat.Skip(_bytes, IdAt) - IdAt : throw new ArgumentException($"No property is called '{idProperty}'.", nameof(idProperty));
        (_mapSizeAt, _listSize, _mapSize) = (map, ReadSize(ListSizeAt), ReadSize(map));
    }

    /// <summary>Writes properties, application properties and body of an event: all that stands behind the annotations.</summary>
    internal void Write(AmqpWriter writer, ReadOnlySpan<byte> messageId, ReadOnlySpan<byte> body)
    {
        var start = writer.Length;
        writer.WriteRaw(_bytes.AsSpan(0, IdAt));
        writer.WriteUtf8(messageId);
        var idSize = writer.Length - start - IdAt;
        writer.WriteRaw(_bytes.AsSpan((IdAt + _emptyId).._idPropertyAt));
        writer.WriteRaw(writer.GetWritten(start).Slice(IdAt, idSize));
        writer.WriteRaw(_bytes.AsSpan(_idPropertyAt + _emptyId));

        var longer = idSize - _emptyId;
        BinaryPrimitives.WriteInt32BigEndian(writer.GetWritten(start + ListSizeAt), _listSize + longer);
        BinaryPrimitives.WriteInt32BigEndian(writer.GetWritten(start + _mapSizeAt + longer), _mapSize + longer);
        writer.WriteBinary(body);
    }

    private int ReadSize(int position) => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(position));
}
