using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// Pieces of a snapshot that wait to be stored: bytes with lengths and checksums in place. The memory is rented: some MB made anew for each snapshot are
/// collected with everything else.
/// </summary>
internal sealed class PieceBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);

    /// <summary>Bytes waiting.</summary>
    public int Length { get; private set; }

    /// <summary>Pieces written since the snapshot began.</summary>
    public int Pieces { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Adds one piece.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="write">Writes the piece; false, writing nothing, when there is none.</param>
    /// <param name="argument">Handed to <paramref name="write"/>.</param>
    public bool TryAdd<T>(SnapshotPieceKind kind, Func<IBufferWriter<byte>, T, bool> write, T argument)
    {
        var start = Length;
        GetSpan(SnapshotPiece.HeadBytes);
        Advance(SnapshotPiece.HeadBytes);
        if (!write(this, argument))
        {
            Length = start;
            return false;
        }

        SnapshotPiece.Seal(_bytes.AsSpan(start, Length - start), Pieces++, kind);
        return true;
    }

    public void Clear() => Length = 0;

    /// <summary>Gives the memory back, once nothing reads it any more; nothing may be written afterwards.</summary>
    public void Return()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void MakeRoom(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }
}
