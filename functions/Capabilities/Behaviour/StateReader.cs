using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Reads values of the behaviour state in the order in which <see cref="StateBytesWriter"/> wrote them.</summary>
/// <param name="source">The bytes.</param>
internal ref struct StateReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    /// <summary>Bytes read.</summary>
    public int Taken { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Left => _source.Length - Taken;

    public byte Byte() => Next(1)[0];

    public ushort Short() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Next(sizeof(long)));

    public ulong ULong() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)));

    public UInt128 Key() => BinaryPrimitives.ReadUInt128LittleEndian(Next(16));

    public double Double() => BitConverter.Int64BitsToDouble(Long());

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int length) => Next(length);

    /// <summary>The UTF-8 of a text.</summary>
    public ReadOnlySpan<byte> Text() => Next(Short());

    private ReadOnlySpan<byte> Next(int length)
    {
        if (length > Left)
        {
            throw new FormatException($"{length} bytes more, got {Left} behind byte {Taken}");
        }

        Taken += length;
        return _source.Slice(Taken - length, length);
    }
}
