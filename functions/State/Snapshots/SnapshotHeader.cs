using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>The 64 bytes before a snapshot's pieces; drawn in <c>docs/formats/journal.md</c>.</summary>
/// <param name="Generation">Journal before whose first record the state is.</param>
/// <param name="LastSequence">Last sequence number committed; -1 before any event.</param>
/// <param name="EnqueuedAt">When the hub accepted that event, in whole milliseconds.</param>
/// <param name="Pieces">Pieces behind the header.</param>
/// <param name="BodyBytes">Bytes behind the header.</param>
internal readonly record struct SnapshotHeader(long Generation, long LastSequence, DateTimeOffset EnqueuedAt, long Pieces, long BodyBytes)
{
    public const int Bytes = 64;
    public const ushort Version = 2;

    public static ReadOnlySpan<byte> Magic => "XBSN"u8;

    public void Write(Span<byte> target)
    {
        target[..Bytes].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], LastSequence);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], EnqueuedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], Pieces);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], BodyBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(target[60..], Crc32C.Of(target[..60]));
    }

    /// <summary>Reads the version behind the magic; 0 for bytes that are no snapshot.</summary>
    public static ushort VersionOf(ReadOnlySpan<byte> source) =>
        source.Length >= 6 && source.StartsWith(Magic) ? BinaryPrimitives.ReadUInt16LittleEndian(source[4..]) : (ushort)0;

    /// <summary>Reads and checks a header of version 2.</summary>
    /// <param name="source">At least <see cref="Bytes"/>.</param>
    /// <param name="header">The header.</param>
    /// <param name="got">The checksum found, when it is not the one stated.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out SnapshotHeader header, out string got)
    {
        header = new SnapshotHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            default,
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..]));
        var actual = Crc32C.Of(source[..60]);
        got = $"{actual:x8}";
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[60..]) != actual)
        {
            return false;
        }

        header = header with { EnqueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(source[24..])) };
        return true;
    }
}
