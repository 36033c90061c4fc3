using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>The 16 bytes before each piece of a snapshot; drawn in <c>docs/formats/journal.md</c>.</summary>
/// <param name="Length">Bytes of the piece without these.</param>
/// <param name="Checksum">CRC-32C over everything from byte 8 of the head to the end of the piece.</param>
/// <param name="Index">Number of the piece, from 0.</param>
/// <param name="Kind">What it holds.</param>
internal readonly record struct SnapshotPiece(int Length, uint Checksum, int Index, SnapshotPieceKind Kind)
{
    public const int HeadBytes = 16;
    private const int ChecksummedFrom = 8;

    /// <summary>Completes a piece that already stands behind its head.</summary>
    public static void Seal(Span<byte> piece, int index, SnapshotPieceKind kind)
    {
        piece[..HeadBytes].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(piece, piece.Length - HeadBytes);
        BinaryPrimitives.WriteInt32LittleEndian(piece[8..], index);
        piece[12] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(piece[4..], Crc32C.Of(piece[ChecksummedFrom..]));
    }

    public static SnapshotPiece Read(ReadOnlySpan<byte> head) => new(
        BinaryPrimitives.ReadInt32LittleEndian(head),
        BinaryPrimitives.ReadUInt32LittleEndian(head[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(head[8..]),
        (SnapshotPieceKind)head[12]);

    /// <summary>Whether the bytes, head included, are the ones that were written.</summary>
    public bool IsGood(ReadOnlySpan<byte> piece, out uint actual) => (actual = Crc32C.Of(piece[ChecksummedFrom..])) == Checksum;
}
