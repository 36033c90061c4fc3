using System.Buffers.Binary;

namespace XbFunctions.EventHub;

/// <summary>
/// One event in a partition log. Layout, little-endian, drawn in <c>docs/formats/hub-log.md</c>: u32 payload length, u32 CRC-32C over all that
/// follows it, u16 length of the message's header section, u16 flags, i64 sequence number, i64 offset, i64 enqueued milliseconds, payload: the message,
/// and a <see cref="ProducerStamp"/> where <see cref="LogRecordFlags.Producer"/> is set.
/// </summary>
internal readonly record struct LogRecord(
    int PayloadLength, int HeaderLength, LogRecordFlags Flags, long Sequence, long Offset, long EnqueuedMilliseconds)
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeadSize = 36;

    /// <summary>Bytes of the whole record.</summary>
    public int Size => HeadSize + PayloadLength;

    /// <summary>Whether a producer stamp ends the payload.</summary>
    public bool HasProducer => Flags.HasFlag(LogRecordFlags.Producer);

    /// <summary>Whether the record behind it belongs to the same batch: without it, a crash left half of the batch.</summary>
    public bool IsFollowed => Flags.HasFlag(LogRecordFlags.Followed);

    /// <summary>Bytes of the message, which starts behind the head.</summary>
    public int MessageLength => PayloadLength - (HasProducer ? ProducerStamp.Size : 0);

    /// <summary>Writes one record.</summary>
    /// <param name="writer">Receives the record.</param>
    /// <param name="slice">The event.</param>
    /// <param name="partitionKey">Key to annotate when the event has none of its own.</param>
    /// <param name="sequence">Sequence number.</param>
    /// <param name="offset">Offset.</param>
    /// <param name="enqueuedMilliseconds">Milliseconds since 1970 UTC.</param>
    /// <param name="producer">Stamp of an idempotent producer.</param>
    /// <param name="isFollowed">Whether another record of the same batch follows.</param>
    public static void Write(
        AmqpWriter writer, in EventSlice slice, string? partitionKey, long sequence, long offset, long enqueuedMilliseconds,
        ProducerStamp? producer = null, bool isFollowed = false)
    {
        var start = writer.Length;
        writer.Reserve(HeadSize);
        writer.WriteRaw(slice.Header.Span);
        WriteAnnotations(writer, slice, slice.HasPartitionKey ? null : partitionKey, sequence, offset, enqueuedMilliseconds);
        writer.WriteRaw(slice.Rest.Span);
        producer?.Write(writer.Reserve(ProducerStamp.Size));

        var record = writer.GetWritten(start);
        var flags = (producer is null ? LogRecordFlags.None : LogRecordFlags.Producer) | (isFollowed ? LogRecordFlags.Followed : LogRecordFlags.None);
        new LogRecord(record.Length - HeadSize, slice.Header.Length, flags, sequence, offset, enqueuedMilliseconds).WriteHead(record);
    }

    /// <summary>Writes the head, and in it the checksum of the record, whose payload must be there.</summary>
    /// <param name="record">The whole record.</param>
    public void WriteHead(Span<byte> record)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, PayloadLength);
        BinaryPrimitives.WriteUInt16LittleEndian(record[8..], checked((ushort)HeaderLength));
        BinaryPrimitives.WriteUInt16LittleEndian(record[10..], (ushort)Flags);
        BinaryPrimitives.WriteInt64LittleEndian(record[12..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[20..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(record[28..], EnqueuedMilliseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32C.Of(record[8..]));
    }

    /// <summary>Reads the head of the record at the start of <paramref name="bytes"/>.</summary>
    /// <returns>Whether a whole record stands there; its checksum is not looked at.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LogRecord record)
    {
        record = bytes.Length < HeadSize ? default : ReadHead(bytes);
        return bytes.Length >= HeadSize && record.MessageLength >= 0 && record.PayloadLength <= bytes.Length - HeadSize;
    }

    /// <summary>Reads the head of a record: <see cref="HeadSize"/> bytes.</summary>
    public static LogRecord ReadHead(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32LittleEndian(bytes),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
        (LogRecordFlags)BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[28..]));

    /// <summary>Whether the stored checksum fits the whole record at the start of <paramref name="bytes"/>.</summary>
    public bool IsIntact(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Crc32C.Of(bytes[8..Size]);

    /// <summary>Stamp of the record at the start of <paramref name="bytes"/>; only where <see cref="HasProducer"/> is set.</summary>
    public ProducerStamp ReadProducer(ReadOnlySpan<byte> bytes) => ProducerStamp.Read(bytes[(HeadSize + MessageLength)..]);

    private static void WriteAnnotations(
        AmqpWriter writer, in EventSlice slice, string? partitionKey, long sequence, long offset, long enqueuedMilliseconds)
    {
        writer.WriteSection(AmqpFormat.MessageAnnotationsSection);
        var map = writer.Begin(AmqpFormat.Map32);
        writer.WriteRaw(slice.Annotations.Span);
        HubAnnotations.Write(writer, sequence, offset, enqueuedMilliseconds);
        if (partitionKey is not null)
        {
            writer.WriteSymbol("x-opt-partition-key"u8);
            writer.WriteString(partitionKey);
        }

        writer.End(map, slice.AnnotationValues + HubAnnotations.Values + (partitionKey is null ? 0 : 2));
    }
}
