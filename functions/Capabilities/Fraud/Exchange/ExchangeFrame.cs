using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Frames of the exchange as they lie in a blob, one after another, little-endian: <c>XBFX</c>, version (2 bytes), <see cref="ExchangeFrameKind"/> (2),
/// packed length (4), unpacked length (4), CRC-32 of the head before it and of what follows (4), then the packed records. Drawn in
/// <c>docs/formats/fraud-exchange.md</c>.
/// </summary>
internal static class ExchangeFrame
{
    /// <summary>Bytes before the packed records.</summary>
    public const int HeadBytes = 20;

    /// <summary>Most bytes of records in a frame.</summary>
    public const int MostRecordBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Version that is written: payments as differences. In version 3 each stood whole, version 2 was packed with Brotli, version 1 had no delivery addresses either.
    /// </summary>
    public const ushort Version = 4;

    private const uint Magic = 0x58464258;
    private const int CrcAt = 16;

    /// <summary>Most bytes that a frame of records can take.</summary>
    /// <param name="length">Bytes of the records.</param>
    public static int MostBytes(int length) => HeadBytes + ExchangePacking.MostBytes(length);

    /// <summary>Packs a frame.</summary>
    /// <param name="kind">Where it stands.</param>
    /// <param name="records">Its records.</param>
    /// <param name="target">Destination.</param>
    public static void Pack(ExchangeFrameKind kind, ReadOnlySpan<byte> records, IBufferWriter<byte> target)
    {
        var frame = target.GetSpan(MostBytes(records.Length));
        var packed = ExchangePacking.Pack(records, frame[HeadBytes..]);
        frame = frame[..(HeadBytes + packed)];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], (ushort)kind);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], packed);
        BinaryPrimitives.WriteInt32LittleEndian(frame[12..], records.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[CrcAt..], CrcOf(frame));
        target.Advance(frame.Length);
    }

    /// <summary>Reads the frames that lie whole in a stretch of a blob.</summary>
    /// <param name="source">Bytes that begin with a frame.</param>
    /// <param name="partition">Partition that wrote them.</param>
    /// <param name="book">Takes the records.</param>
    /// <returns>Bytes taken.</returns>
    /// <exception cref="InvalidDataException">A frame is damaged or of another version.</exception>
    public static int Read(ReadOnlySpan<byte> source, string partition, PeerBook book)
    {
        var position = 0;
        while (source.Length - position >= HeadBytes)
        {
            var frame = source[position..];
            var (packed, length) = (BinaryPrimitives.ReadInt32LittleEndian(frame[8..]), BinaryPrimitives.ReadInt32LittleEndian(frame[12..]));
            var version = BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(frame) != Magic || version is < 1 or > Version
                || packed < 0 || length is < 0 or > MostRecordBytes)
            {
                throw new InvalidDataException($"A frame of the exchange begins with {Convert.ToHexStringLower(frame[..HeadBytes])}; expected one of version 1 to {Version}.");
            }

            if (packed > frame.Length - HeadBytes)
            {
                break;
            }

            frame = frame[..(HeadBytes + packed)];
            if (CrcOf(frame) != BinaryPrimitives.ReadUInt32LittleEndian(frame[CrcAt..]))
            {
                throw new InvalidDataException($"A frame of the exchange of {frame.Length} bytes does not match its CRC-32.");
            }

            Take(frame, length, version, partition, book);
            position += frame.Length;
        }

        return position;
    }

    private static void Take(ReadOnlySpan<byte> frame, int length, int version, string partition, PeerBook book)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var records = rented.AsSpan(0, length);
            if (!ExchangePacking.TryUnpack(frame[HeadBytes..], version, records))
            {
                throw new InvalidDataException($"A frame of the exchange does not unpack to its {length} bytes.");
            }

            book.Take(partition, (ExchangeFrameKind)BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]), records, version);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static uint CrcOf(ReadOnlySpan<byte> frame)
    {
        var crc = new Crc32();
        crc.Append(frame[..CrcAt]);
        crc.Append(frame[HeadBytes..]);
        return crc.GetCurrentHashAsUInt32();
    }
}
