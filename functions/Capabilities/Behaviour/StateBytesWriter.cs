using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Writes values of the behaviour state, little-endian; <see cref="StateReader"/> reads them.</summary>
internal static class StateBytesWriter
{
    /// <summary>Writes a byte.</summary>
    public static void PutByte(this IBufferWriter<byte> target, byte value)
    {
        target.GetSpan(1)[0] = value;
        target.Advance(1);
    }

    /// <summary>Writes 16 bits.</summary>
    public static void PutShort(this IBufferWriter<byte> target, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target.GetSpan(sizeof(ushort)), value);
        target.Advance(sizeof(ushort));
    }

    /// <summary>Writes 32 bits.</summary>
    public static void PutInt(this IBufferWriter<byte> target, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), value);
        target.Advance(sizeof(int));
    }

    /// <summary>Writes 64 bits.</summary>
    public static void PutLong(this IBufferWriter<byte> target, long value) => target.PutULong((ulong)value);

    /// <summary>Writes 64 bits.</summary>
    public static void PutULong(this IBufferWriter<byte> target, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target.GetSpan(sizeof(ulong)), value);
        target.Advance(sizeof(ulong));
    }

    /// <summary>Writes 128 bits.</summary>
    public static void PutKey(this IBufferWriter<byte> target, UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(target.GetSpan(16), value);
        target.Advance(16);
    }

    /// <summary>Writes a double.</summary>
    public static void PutDouble(this IBufferWriter<byte> target, double value) => target.PutLong(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a text of at most 65,535 bytes: its length in 16 bits, then UTF-8.</summary>
    public static void PutText(this IBufferWriter<byte> target, string value)
    {
        var span = target.GetSpan(sizeof(ushort) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, span[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(span, checked((ushort)length));
        target.Advance(sizeof(ushort) + length);
    }
}
