using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>One answer inside a segment block: the sequence number, the key and the value, each text behind its length.</summary>
internal readonly ref struct LookupEntry(long sequence, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
{
    public long Sequence { get; } = sequence;

    /// <summary>The key in UTF-8.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    public ReadOnlySpan<byte> Value { get; } = value;

    public void Write(IBufferWriter<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target.GetSpan(sizeof(long)), Sequence);
        target.Advance(sizeof(long));
        VarInt.Write(target, (uint)Key.Length);
        target.Write(Key);
        VarInt.Write(target, (uint)Value.Length);
        target.Write(Value);
    }

    /// <summary>Reads an entry; false when the bytes end within it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out LookupEntry entry, out int length)
    {
        entry = default;
        length = sizeof(long);
        if (source.Length < sizeof(long) || !TryReadBytes(source, ref length, out var key) || !TryReadBytes(source, ref length, out var value))
        {
            return false;
        }

        entry = new LookupEntry(BinaryPrimitives.ReadInt64LittleEndian(source), key, value);
        return true;
    }

    private static bool TryReadBytes(ReadOnlySpan<byte> source, scoped ref int position, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!VarInt.TryRead(source[position..], out var count, out var prefix) || count > (uint)(source.Length - position - prefix))
        {
            return false;
        }

        bytes = source.Slice(position + prefix, (int)count);
        position += prefix + (int)count;
        return true;
    }
}
