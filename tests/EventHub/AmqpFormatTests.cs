using System.Buffers.Binary;
using CsCheck;

namespace XbFunctions.EventHub.Tests;

/// <summary>The short ways of the reader are held against one that takes each constructor as the specification has it.</summary>
[TestClass]
public sealed class AmqpFormatTests
{
    private const int Refused = -1;

    // Mostly constructors, and sizes that fit or nearly do.
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Gen.Byte, Gen.Byte[0, 12], Of(0x00, 0x40, 0x53, 0x83, 0xa1, 0xa3, 0xb0, 0xb1, 0xc1, 0xd0, 0xd1)).Array[0, 40];

    private static readonly Gen<byte[]> Compound = Gen.Select(
        Of(0x40, 0x45, 0xc0, 0xc1, 0xd0, 0xd1, 0xf0), Gen.Int[-2, 30], Gen.Int[-2, 40], Gen.Byte.Array[0, 30]).Select(Make);

    [TestMethod]
    public void Every_value_is_as_long_as_its_constructor_says_or_refused() =>
        Gen.Select(Bytes, Gen.Int[0, 41]).Sample(static (bytes, position) =>
            Assert.AreEqual(Skip(bytes, position), Try(() => AmqpFormat.Skip(bytes, position))), iter: 20_000);

    [TestMethod]
    public void A_list_or_map_is_entered_where_its_size_and_count_are_possible_or_refused() =>
        Gen.Select(Gen.OneOf(Bytes, Compound), Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[0, 41]))).Sample(static (bytes, position) =>
            Assert.AreEqual(Count(bytes, position), Try(() => new AmqpReader(bytes, position).EnterCompound())), iter: 20_000);

    private static Gen<byte> Of(params byte[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static byte[] Make(byte constructor, int size, int count, byte[] rest)
    {
        if (constructor < 0xd0)
        {
            return [constructor, (byte)size, (byte)count, .. rest];
        }

        var head = new byte[9];
        head[0] = constructor;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), size);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), count);
        return [.. head, .. rest];
    }

    private static int Try(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (MalformedMessageException)
        {
            return Refused;
        }
    }

    private static int Skip(byte[] bytes, int position)
    {
        var depth = 0;
        while (position < bytes.Length && bytes[position] == 0)
        {
            // The descriptor, which is no described value itself.
            position = depth++ == 4 ? Refused : SkipPlain(bytes, position + 1);
            if (position == Refused)
            {
                return Refused;
            }
        }

        return SkipPlain(bytes, position);
    }

    private static int SkipPlain(byte[] bytes, int position)
    {
        if (position >= bytes.Length)
        {
            return Refused;
        }

        var (behind, left) = (position + 1, bytes.Length - position - 1);
        long size = (bytes[position] >> 4) switch
        {
            0x4 => 0,
            0x5 => 1,
            0x6 => 2,
            0x7 => 4,
            0x8 => 8,
            0x9 => 16,
            0xa or 0xc or 0xe => left < 1 ? long.MaxValue : 1 + bytes[behind],
            0xb or 0xd or 0xf => left < 4 ? long.MaxValue : 4L + BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(behind)),
            _ => long.MaxValue,
        };
        return size <= left ? behind + (int)size : Refused;
    }

    private static int Count(byte[] bytes, int position)
    {
        var size = Skip(bytes, position) - position;
        return (size < 0 ? (byte)0 : bytes[position]) switch
        {
            0x40 or 0x45 => 0,
            0xc0 or 0xc1 when size >= 3 => bytes[position + 2],
            0xd0 or 0xd1 when size >= 9 && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(position + 5)) is var count && count <= size => (int)count,
            _ => Refused,
        };
    }
}
