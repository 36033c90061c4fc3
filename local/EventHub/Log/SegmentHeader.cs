using System.Buffers.Binary;

namespace XbFunctions.EventHub;

/// <summary>
/// First 64 bytes of a segment file, little-endian: magic "XBHUBLOG", u32 version, u32 CRC-32C over bytes 16 to 63, i64 first sequence number, i64 first
/// offset, i64 offset and i64 enqueued milliseconds of the record before the segment, 16 bytes of zero. Drawn in <c>docs/formats/hub-log.md</c>.
/// </summary>
/// <param name="FirstSequence">Sequence number of the segment's first record.</param>
/// <param name="FirstOffset">Offset of the segment's first record.</param>
/// <param name="PreviousOffset">Offset of the record before; -1 when there is none.</param>
/// <param name="PreviousEnqueued">Enqueued milliseconds of the record before; <see cref="long.MinValue"/> when there is none.</param>
internal readonly record struct SegmentHeader(long FirstSequence, long FirstOffset, long PreviousOffset, long PreviousEnqueued)
{
    /// <summary>Bytes before the first record.</summary>
    public const int Size = 64;

    private const uint Version = 1;

    /// <summary>What the header tells of the record before the segment.</summary>
    public LogRecord PreviousRecord => new(0, 0, LogRecordFlags.None, FirstSequence - 1, PreviousOffset, PreviousEnqueued);

    private static ReadOnlySpan<byte> Magic => "XBHUBLOG"u8;

    /// <summary>Writes the header.</summary>
    /// <param name="bytes">Destination, <see cref="Size"/> long.</param>
    public void Write(Span<byte> bytes)
    {
        bytes.Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], FirstOffset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], PreviousOffset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], PreviousEnqueued);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Crc32C.Of(bytes[16..Size]));
    }

    /// <summary>Reads a header.</summary>
    /// <returns>Whether the bytes start with an intact header of this version.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Size || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Crc32C.Of(bytes[16..Size]))
        {
            return false;
        }

        header = new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
        return true;
    }
}
