using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>
/// The front of a segment, kept in memory by readers: header, one row for each block, Bloom filter, checksum. Drawn in
/// <c>docs/formats/lookup-segment.md</c>.
/// </summary>
internal sealed class SegmentDirectory
{
    public const int HeaderBytes = 48;
    public const int RowBytes = 24;
    public const int ChecksumBytes = 4;
    public const ushort Version = 1;

    private readonly ReadOnlyMemory<byte> _bytes;

    private SegmentDirectory(ReadOnlyMemory<byte> bytes, int blocks, int entries, int bloomBytes) =>
        (_bytes, Blocks, Entries, BloomBytes) = (bytes, blocks, entries, bloomBytes);

    public static ReadOnlySpan<byte> Magic => "XBLS"u8;

    public int Blocks { get; }

    public int Entries { get; }

    /// <summary>Bytes of the directory, which is where the blocks begin.</summary>
    public int Bytes => _bytes.Length;

    private int BloomBytes { get; }

    /// <summary>Reads how many bytes the directory takes, from a segment's first <see cref="HeaderBytes"/> or more.</summary>
    /// <exception cref="CorruptStateException">It is no segment.</exception>
    public static int BytesOf(string blob, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < HeaderBytes || !segment.StartsWith(Magic))
        {
            throw new CorruptStateException(blob, 0, $"a segment beginning with XBLS, at least {HeaderBytes} bytes", $"{segment.Length} other bytes");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(segment[4..]);
        return version == Version
            ? (int)BinaryPrimitives.ReadUInt32LittleEndian(segment[8..])
            : throw new CorruptStateException(blob, 4, $"segment version {Version}", $"{version}");
    }

    /// <summary>Reads a directory of exactly its own length; the bytes are kept.</summary>
    /// <exception cref="CorruptStateException">The checksum or the lengths are wrong.</exception>
    public static SegmentDirectory Read(string blob, ReadOnlyMemory<byte> directory)
    {
        var bytes = directory.Span;
        var blocks = (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        var entries = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        var bloom = (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumBytes..]);
        var actual = Crc32C.Of(bytes[..^ChecksumBytes]);
        if (stated != actual || HeaderBytes + (blocks * RowBytes) + bloom + ChecksumBytes != bytes.Length)
        {
            throw new CorruptStateException(
                blob, 0, $"a directory of {blocks} rows with CRC-32C {stated:x8}", $"{bytes.Length} bytes with {actual:x8}");
        }

        return new SegmentDirectory(directory, (int)blocks, (int)entries, (int)bloom);
    }

    public bool MayHold(ulong hash) =>
        Blocks > 0 && BloomFilter.MayHold(_bytes.Span.Slice(HeaderBytes + (Blocks * RowBytes), BloomBytes), hash);

    /// <summary>The only block that can hold a hash: the last one that does not begin above it; -1 when all do.</summary>
    public int BlockOf(ulong hash)
    {
        var (low, high) = (0, Blocks);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (FirstHash(middle) <= hash)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    /// <summary>Reads a block's row.</summary>
    public SegmentBlock Block(int index)
    {
        var row = Row(index);
        return new SegmentBlock(
            Bytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(row[8..]),
            (int)BinaryPrimitives.ReadUInt32LittleEndian(row[12..]),
            (int)BinaryPrimitives.ReadUInt32LittleEndian(row[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(row[20..]));
    }

    private ulong FirstHash(int index) => BinaryPrimitives.ReadUInt64LittleEndian(Row(index));

    private ReadOnlySpan<byte> Row(int index) => _bytes.Span.Slice(HeaderBytes + (index * RowBytes), RowBytes);
}
