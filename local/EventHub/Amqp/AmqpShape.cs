using System.Buffers.Binary;

namespace XbFunctions.EventHub;

/// <summary>
/// Walks over a value before anyone decodes it: a decoder that recurses dies of values nested without end, and one that trusts the count of an
/// array makes room for two thousand million elements that take no byte each.
/// </summary>
internal static class AmqpShape
{
    /// <summary>Levels of described values, lists, maps and arrays inside each other; clients use about six.</summary>
    public const int MaxDepth = 32;

    private const byte Array8 = 0xe0;
    private const byte Array32 = 0xf0;

    /// <summary>Checks the value at a position.</summary>
    /// <param name="data">The frame or message.</param>
    /// <param name="position">Start of the value.</param>
    /// <param name="depth">Levels that are left.</param>
    /// <returns>Position behind the value.</returns>
    /// <exception cref="MalformedMessageException">It is cut off, nested too deep, or its counts do not fit its size.</exception>
    public static int Check(ReadOnlySpan<byte> data, int position, int depth = MaxDepth)
    {
        if (depth == 0)
        {
            throw new MalformedMessageException($"values are nested more than {MaxDepth} deep at byte {position}");
        }

        if (position < data.Length && data[position] == AmqpFormat.Described)
        {
            return Check(data, Check(data, position + 1, depth - 1), depth - 1);
        }

        var end = AmqpFormat.Skip(data, position);
        var value = data[..end];
        switch (data[position])
        {
            case AmqpFormat.List8 or AmqpFormat.Map8:
                CheckItems(value, position + 3, ReadCount8(value, position), depth);
                break;
            case AmqpFormat.List32 or AmqpFormat.Map32:
                CheckItems(value, position + 9, ReadCount32(value, position), depth);
                break;
            case Array8:
                CheckArray(value, position + 3, ReadCount8(value, position), depth);
                break;
            case Array32:
                CheckArray(value, position + 9, ReadCount32(value, position), depth);
                break;
            default:
                break;
        }

        return end;
    }

    /// <summary>Checks every section of a message.</summary>
    /// <exception cref="MalformedMessageException">One of them must not be decoded.</exception>
    public static void CheckMessage(ReadOnlySpan<byte> message)
    {
        for (var position = 0; position < message.Length;)
        {
            position = Check(message, position);
        }
    }

    private static uint ReadCount8(ReadOnlySpan<byte> value, int position) =>
        position + 3 <= value.Length ? value[position + 2] : throw MalformedMessageException.CutOff(position);

    private static uint ReadCount32(ReadOnlySpan<byte> value, int position) =>
        position + 9 <= value.Length ? BinaryPrimitives.ReadUInt32BigEndian(value[(position + 5)..]) : throw MalformedMessageException.CutOff(position);

    private static void CheckItems(ReadOnlySpan<byte> value, int position, uint count, int depth)
    {
        for (; count > 0; count--)
        {
            position = Check(value, position, depth - 1);
        }

        RequireEnd(value, position);
    }

    private static void CheckArray(ReadOnlySpan<byte> value, int position, uint count, int depth)
    {
        if (position < value.Length && value[position] == AmqpFormat.Described)
        {
            position = Check(value, position + 1, depth - 1);
        }

        if (position >= value.Length || count > value.Length)
        {
            throw MalformedMessageException.CutOff(position);
        }

        var constructor = value[position++];
        switch (constructor >> 4)
        {
            case 0x4:
                break;
            case >= 0x5 and <= 0x9:
                position += checked((int)count * (1 << ((constructor >> 4) - 5)));
                break;
            case 0xa or 0xb:
                position = SkipSized(value, position, count, constructor >> 4 == 0xa ? 1 : 4);
                break;
            default:
                throw new MalformedMessageException($"an array of constructor 0x{constructor:x2} at byte {position - 1} is not accepted");
        }

        RequireEnd(value, position);
    }

    private static int SkipSized(ReadOnlySpan<byte> value, int position, uint count, int width)
    {
        for (; count > 0; count--)
        {
            if (position + width > value.Length)
            {
                throw MalformedMessageException.CutOff(position);
            }

            var size = width == 1 ? value[position] : BinaryPrimitives.ReadUInt32BigEndian(value[position..]);
            position = size <= value.Length - position - width ? position + width + (int)size : throw MalformedMessageException.CutOff(position);
        }

        return position;
    }

    private static void RequireEnd(ReadOnlySpan<byte> value, int position)
    {
        if (position != value.Length)
        {
            throw new MalformedMessageException($"a list, map or array ends at byte {value.Length}, its items at {position}");
        }
    }
}
