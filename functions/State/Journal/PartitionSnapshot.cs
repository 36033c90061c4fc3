using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace XbFunctions.State;

/// <summary>
/// The bytes of a snapshot: the state and the claimed ids before the first record of one journal generation. Drawn in
/// <c>docs/formats/journal.md</c>.
/// </summary>
internal static class PartitionSnapshot
{
    public const byte Version = 1;
    private const int HeaderBytes = 48;
    private const int HashBytes = 16;

    private static ReadOnlySpan<byte> Magic => "XBSN"u8;

    /// <summary>Writes a snapshot.</summary>
    public static ReadOnlyMemory<byte> Write(
        long generation, long lastSequence, DateTimeOffset enqueuedAt, DedupeWindow window, IStreamState state)
    {
        var target = new ArrayBufferWriter<byte>();
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        target.Write(header);
        foreach (var id in window.Oldest)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target.GetSpan(sizeof(ulong)), id);
            target.Advance(sizeof(ulong));
        }

        var stateStart = target.WrittenCount;
        state.Save(target);
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], generation);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], lastSequence);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], enqueuedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], window.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], target.WrittenCount - stateStart);

        // The header's lengths are known only now; the writer hands out no span over written bytes, its memory is the same array.
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(target.WrittenMemory).Span;
        header.CopyTo(written);
        XxHash128.Hash(written, target.GetSpan(HashBytes));
        target.Advance(HashBytes);
        return target.WrittenMemory;
    }

    /// <summary>Reads a snapshot into an empty state and window.</summary>
    /// <exception cref="CorruptStateException">The bytes are not a snapshot of this generation.</exception>
    public static (long LastSequence, DateTimeOffset EnqueuedAt) Read(
        string blob, long generation, ReadOnlySpan<byte> bytes, DedupeWindow window, IStreamState state)
    {
        if (bytes.Length < HeaderBytes + HashBytes || !bytes.StartsWith(Magic))
        {
            throw new CorruptStateException(blob, 0, $"a snapshot beginning with XBSN, at least {HeaderBytes + HashBytes} bytes", $"{bytes.Length} other bytes");
        }

        var hashed = bytes[..^HashBytes];
        var stated = bytes[^HashBytes..];
        var actual = XxHash128.Hash(hashed);
        if (!stated.SequenceEqual(actual))
        {
            throw new CorruptStateException(blob, 0, $"XxHash128 {Convert.ToHexStringLower(stated)}", Convert.ToHexStringLower(actual));
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        var claims = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
        var stateBytes = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]);
        if (version != Version || BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) != generation
            || claims < 0 || stateBytes < 0 || HeaderBytes + (claims * sizeof(ulong)) + stateBytes != hashed.Length)
        {
            throw new CorruptStateException(
                blob, 0, $"version {Version}, generation {generation}, lengths that add up to {hashed.Length}", $"version {version}, {claims} ids, {stateBytes} state bytes");
        }

        for (var position = HeaderBytes; position < hashed.Length - stateBytes; position += sizeof(ulong))
        {
            window.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(hashed[position..]));
        }

        state.Load(hashed[^(int)stateBytes..]);
        return (
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[24..])));
    }
}
