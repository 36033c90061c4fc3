using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace XbFunctions.EventHub;

/// <summary>
/// Codes of AMQP 1.0 values and message sections, and how long a value is, found without decoding it
/// (OASIS AMQP 1.0 part 1, section 1.2: the upper half of a constructor byte tells the width).
/// </summary>
internal static class AmqpFormat
{
    public const byte Described = 0x00;
    public const byte Null = 0x40;
    public const byte SmallULong = 0x53;
    public const byte ULong = 0x80;
    public const byte Binary8 = 0xa0;
    public const byte Binary32 = 0xb0;
    public const byte Symbol8 = 0xa3;
    public const byte Symbol32 = 0xb3;
    public const byte String8 = 0xa1;
    public const byte String32 = 0xb1;
    public const byte List0 = 0x45;
    public const byte List8 = 0xc0;
    public const byte List32 = 0xd0;
    public const byte Map8 = 0xc1;
    public const byte Map32 = 0xd1;

    public const byte HeaderSection = 0x70;
    public const byte DeliveryAnnotationsSection = 0x71;
    public const byte MessageAnnotationsSection = 0x72;
    public const byte PropertiesSection = 0x73;
    public const byte ApplicationPropertiesSection = 0x74;
    public const byte DataSection = 0x75;
    public const byte SequenceSection = 0x76;
    public const byte ValueSection = 0x77;
    public const byte FooterSection = 0x78;

    /// <summary>Message format of a transfer that holds one event.</summary>
    public const uint SingleMessage = 0;

    /// <summary>Message format of a transfer that holds a batch: one data section an event.</summary>
    public const uint BatchMessage = 0x80013700;

    private const int MaxDescriptorDepth = 4;

    // By the upper half of the constructor: bytes of a value whose width is fixed, with its constructor.
    private static ReadOnlySpan<byte> FixedSizes => [0, 0, 0, 0, 1, 2, 3, 5, 9, 17, 0, 0, 0, 0, 0, 0];

    /// <summary>Position behind the value that starts at <paramref name="position"/>.</summary>
    /// <exception cref="MalformedMessageException">The value is cut off or its constructor is unknown.</exception>
    // Short text without a call: nearly all of a message's values are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Skip(ReadOnlySpan<byte> data, int position) =>
        IsShortText(data, position) ? position + 2 + data[position + 1] : SkipOther(data, position);

    /// <summary>Whether a whole text or symbol of at most 255 bytes starts at <paramref name="position"/>: its length stands behind its constructor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsShortText(ReadOnlySpan<byte> data, int position) =>
        position < data.Length - 1 && data[position] is String8 or Symbol8 && data[position + 1] <= data.Length - position - 2;

    private static int SkipOther(ReadOnlySpan<byte> data, int position)
    {
        // What has a fixed width or tells its size in four bytes; all else, and what is cut off, goes the long way.
        if ((uint)position < (uint)data.Length)
        {
            var kind = data[position] >> 4;
            long size = FixedSizes[kind];
            if (kind is 0xb or 0xd or 0xf && data.Length - position > sizeof(uint))
            {
                size = 1 + sizeof(uint) + (long)BinaryPrimitives.ReadUInt32BigEndian(data[(position + 1)..]);
            }

            if (size > 0 && size <= data.Length - position)
            {
                return position + (int)size;
            }
        }

        return SkipDescribed(data, position);
    }

    private static int SkipDescribed(ReadOnlySpan<byte> data, int position)
    {
        for (var depth = 0; position < data.Length && data[position] == Described; depth++)
        {
            if (depth == MaxDescriptorDepth)
            {
                throw new MalformedMessageException($"described values are nested more than {MaxDescriptorDepth} deep");
            }

            position = SkipPlain(data, position + 1);
        }

        return SkipPlain(data, position);
    }

    private static int SkipPlain(ReadOnlySpan<byte> data, int position)
    {
        if (position >= data.Length)
        {
            throw MalformedMessageException.CutOff(position);
        }

        var constructor = data[position++];
        var size = (constructor >> 4) switch
        {
            0x4 => 0L,
            0x5 => 1,
            0x6 => 2,
            0x7 => 4,
            0x8 => 8,
            0x9 => 16,
            0xa or 0xc or 0xe when position < data.Length => 1 + data[position],
            0xb or 0xd or 0xf when position + 4 <= data.Length => 4L + BinaryPrimitives.ReadUInt32BigEndian(data[position..]),
            >= 0xa => throw MalformedMessageException.CutOff(position),
            _ => throw new MalformedMessageException($"constructor 0x{constructor:x2} at byte {position - 1} is unknown"),
        };
        return size <= data.Length - position ? position + (int)size : throw MalformedMessageException.CutOff(position);
    }

    /// <summary>Reads the head of the message section at <paramref name="position"/>.</summary>
    /// <param name="data">The message.</param>
    /// <param name="position">Start of the section.</param>
    /// <param name="valueStart">Start of the section's value.</param>
    /// <returns>Section code, such as <see cref="DataSection"/>.</returns>
    /// <exception cref="MalformedMessageException">No section starts here.</exception>
    public static byte ReadSection(ReadOnlySpan<byte> data, int position, out int valueStart)
    {
        var head = data[position..];
        if (head.Length >= 3 && head[0] == Described && head[1] == SmallULong)
        {
            valueStart = position + 3;
            return head[2] is >= HeaderSection and <= FooterSection ? head[2] : throw UnknownSection(head[2], position);
        }

        if (head.Length >= 10 && head[0] == Described && head[1] == ULong)
        {
            valueStart = position + 10;
            var code = BinaryPrimitives.ReadUInt64BigEndian(head[2..]);
            return code is >= HeaderSection and <= FooterSection ? (byte)code : throw UnknownSection(code <= byte.MaxValue ? (byte)code : (byte)0, position);
        }

        throw new MalformedMessageException($"no message section starts at byte {position}");
    }

    private static MalformedMessageException UnknownSection(byte code, int position) => new($"section code 0x{code:x2} at byte {position} is unknown");
}
