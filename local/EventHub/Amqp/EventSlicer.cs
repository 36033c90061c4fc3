using System.Text;

namespace XbFunctions.EventHub;

/// <summary>Takes transfers apart into events by walking over their constructors.</summary>
internal static class EventSlicer
{
    private const int MaxPartitionKeyLength = 128;

    private static ReadOnlySpan<byte> ProducerSequenceName => "com.microsoft:producer-sequence-number"u8;

    /// <summary>Takes one transfer apart.</summary>
    /// <param name="payload">The bytes of the transfer; the slices refer to them.</param>
    /// <param name="format">Message format: <see cref="AmqpFormat.BatchMessage"/>, or else one event.</param>
    /// <param name="slices">Receives the events.</param>
    /// <returns>Partition key of the transfer, or <see langword="null"/>.</returns>
    /// <exception cref="MalformedMessageException">The bytes are no message, or a batch holds something else than data sections.</exception>
    public static string? Slice(ReadOnlyMemory<byte> payload, uint format, List<EventSlice> slices)
    {
        if (format != AmqpFormat.BatchMessage)
        {
            slices.Add(SliceMessage(payload, out var key));
            return key;
        }

        string? envelopeKey = null;
        var data = payload.Span;
        for (int position = 0, end; position < data.Length; position = end)
        {
            var section = AmqpFormat.ReadSection(data, position, out var value);
            end = AmqpFormat.Skip(data, value);
            switch (section)
            {
                case AmqpFormat.DataSection:
                    var reader = new AmqpReader(data, value);
                    var inner = reader.ReadBytes().Length;
                    slices.Add(SliceMessage(payload.Slice(end - inner, inner), out var innerKey));
                    envelopeKey ??= innerKey;
                    break;
                case AmqpFormat.MessageAnnotationsSection:
                    CutAnnotations(payload[value..end], out _, out envelopeKey, out _);
                    break;
                case AmqpFormat.SequenceSection or AmqpFormat.ValueSection:
                    throw new MalformedMessageException("a batch may hold only data sections");
                default:
                    break;
            }
        }

        return envelopeKey;
    }

    private static EventSlice SliceMessage(ReadOnlyMemory<byte> message, out string? partitionKey)
    {
        partitionKey = null;
        ReadOnlyMemory<byte> header = default, annotations = default;
        int? producerSequence = null;
        var (values, rest, hasBody) = (0, -1, false);
        var data = message.Span;
        for (int position = 0, end; position < data.Length; position = end)
        {
            var section = AmqpFormat.ReadSection(data, position, out var value);
            end = AmqpFormat.Skip(data, value);
            switch (section)
            {
                case AmqpFormat.HeaderSection when rest < 0:
                    header = message[position..end];
                    break;
                case AmqpFormat.DeliveryAnnotationsSection when rest < 0:
                    break;
                case AmqpFormat.MessageAnnotationsSection when rest < 0:
                    annotations = CutAnnotations(message[value..end], out values, out partitionKey, out producerSequence);
                    break;
                case >= AmqpFormat.PropertiesSection:
                    rest = rest < 0 ? position : rest;
                    hasBody |= section is >= AmqpFormat.DataSection and <= AmqpFormat.ValueSection;
                    break;
                default:
                    throw new MalformedMessageException($"section 0x{section:x2} at byte {position} is out of order");
            }
        }

        return hasBody
            ? new EventSlice(header, annotations, values, partitionKey is not null, message[rest..], producerSequence)
            : throw new MalformedMessageException("the body is missing");
    }

    /// <summary>Cuts the pairs out of an annotations map, leaving out what only the hub may write.</summary>
    private static ReadOnlyMemory<byte> CutAnnotations(
        ReadOnlyMemory<byte> map, out int values, out string? partitionKey, out int? producerSequence)
    {
        (partitionKey, producerSequence) = (null, null);
        var reader = new AmqpReader(map.Span);
        var count = reader.EnterCompound();
        var first = reader.Position;
        AmqpWriter? kept = null;
        values = 0;
        for (var pair = 0; pair < count / 2; pair++)
        {
            var start = reader.Position;
            var key = reader.ReadBytes();
            var valueStart = reader.Position;
            reader.Skip();
            if (IsReserved(key))
            {
                if (key.SequenceEqual(ProducerSequenceName))
                {
                    producerSequence = ReadInt(map.Span, valueStart);
                }

                if (kept is null)
                {
                    kept = new AmqpWriter(map.Length);
                    kept.WriteRaw(map.Span[first..start]);
                }

                continue;
            }

            if (key.SequenceEqual("x-opt-partition-key"u8))
            {
                partitionKey = ReadKey(map.Span, valueStart);
            }

            kept?.WriteRaw(map.Span[start..reader.Position]);
            values += 2;
        }

        return kept?.Written ?? map[first..reader.Position];
    }

    private static string? ReadKey(ReadOnlySpan<byte> map, int position)
    {
        var bytes = ReadBytesAt(map, position);
        if (bytes.IsEmpty)
        {
            return null;
        }

        var key = Encoding.UTF8.GetString(bytes);
        return key.Length <= MaxPartitionKeyLength
            ? key
            : throw new MalformedMessageException($"the partition key has {key.Length} characters, {MaxPartitionKeyLength} are allowed");
    }

    private static int? ReadInt(ReadOnlySpan<byte> map, int position)
    {
        var reader = new AmqpReader(map, position);
        return reader.ReadValue() as int?;
    }

    private static ReadOnlySpan<byte> ReadBytesAt(ReadOnlySpan<byte> map, int position)
    {
        var reader = new AmqpReader(map, position);
        return reader.ReadBytes();
    }

    private static bool IsReserved(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("x-opt-sequence-number"u8)
        || key.SequenceEqual("x-opt-offset"u8)
        || key.SequenceEqual("x-opt-enqueued-time"u8)
        || key.SequenceEqual("com.microsoft:producer-id"u8)
        || key.SequenceEqual("com.microsoft:producer-epoch"u8)
        || key.SequenceEqual(ProducerSequenceName);
}
