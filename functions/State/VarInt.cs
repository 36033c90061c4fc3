using System.Buffers;

namespace XbFunctions.State;

/// <summary>Unsigned LEB128: seven bits a byte, lowest first, the high bit set on all but the last byte.</summary>
internal static class VarInt
{
    /// <summary>The least value that one byte does not hold.</summary>
    public const int FirstOfTwoBytes = 0x80;

    private const int MaxBytes = 5;

    public static void Write(IBufferWriter<byte> target, uint value)
    {
        var span = target.GetSpan(MaxBytes);
        var length = 0;
        while (value >= FirstOfTwoBytes)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        target.Advance(length);
    }

    /// <summary>Bytes that a value takes.</summary>
    public static int SizeOf(uint value)
    {
        var size = 1;
        for (; value >= FirstOfTwoBytes; value >>= 7)
        {
            size++;
        }

        return size;
    }

    /// <summary>Reads a value; false when the bytes end early or hold more than 32 bits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out uint value, out int length)
    {
        value = 0;
        for (length = 0; length < Math.Min(source.Length, MaxBytes);)
        {
            var current = source[length];
            if (length == MaxBytes - 1 && current > 0x0F)
            {
                break;
            }

            value |= (uint)(current & 0x7F) << (7 * length++);
            if (current < 0x80)
            {
                return true;
            }
        }

        value = 0;
        length = 0;
        return false;
    }
}
