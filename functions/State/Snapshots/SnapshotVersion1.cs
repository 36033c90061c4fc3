using System.Buffers.Binary;
using System.IO.Hashing;

namespace XbFunctions.State;

/// <summary>
/// Reads the snapshots that were written in one piece, before version 2. Drawn in <c>docs/formats/journal.md</c>.
/// </summary>
internal static class SnapshotVersion1
{
    public const byte Version = 1;
    private const int HeaderBytes = 48;
    private const int HashBytes = 16;

    private static ReadOnlySpan<byte> Magic => "XBSN"u8;

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
