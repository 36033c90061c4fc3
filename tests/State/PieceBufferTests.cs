using System.Buffers;
using CsCheck;

namespace XbFunctions.State.Tests;

/// <summary>Pieces lie in memory that others used before, and grow out of it.</summary>
[TestClass]
public sealed class PieceBufferTests
{
    private static readonly Gen<byte[][]> Pieces = Gen.Byte.Array[0, 90_000].Array[1, 12];

    [TestMethod]
    public void Pieces_are_the_same_whatever_memory_they_get() => Pieces.Sample(
        pieces =>
        {
            Soil();
            var buffer = new PieceBuffer();
            foreach (var piece in pieces)
            {
                Assert.IsTrue(buffer.TryAdd(SnapshotPieceKind.State, Write, piece));
                Assert.IsFalse(buffer.TryAdd(SnapshotPieceKind.State, static (_, _) => false, piece), "no piece, no bytes");
            }

            Assert.AreEqual(pieces.Length, buffer.Pieces);
            var expected = pieces.SelectMany(static (piece, index) => Sealed(piece, index)).ToArray();
            Assert.IsTrue(buffer.Written.Span.SequenceEqual(expected));
            buffer.Return();
        },
        iter: 40);

    private static bool Write(IBufferWriter<byte> target, byte[] piece)
    {
        target.Write(piece);
        return true;
    }

    private static byte[] Sealed(byte[] piece, int index)
    {
        var bytes = new byte[SnapshotPiece.HeadBytes + piece.Length];
        piece.CopyTo(bytes, SnapshotPiece.HeadBytes);
        SnapshotPiece.Seal(bytes, index, SnapshotPieceKind.State);
        return bytes;
    }

    // What is rented next is full of another's bytes.
    private static void Soil()
    {
        for (var length = 64 * 1024; length <= 2 * 1024 * 1024; length *= 2)
        {
            var array = ArrayPool<byte>.Shared.Rent(length);
            array.AsSpan().Fill(0xEE);
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
