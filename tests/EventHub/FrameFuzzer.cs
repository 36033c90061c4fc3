using System.Buffers.Binary;

namespace XbFunctions.EventHub.Tests;

/// <summary>Makes conversations that begin as AMQP does and go wrong.</summary>
internal static class FrameFuzzer
{
    private static readonly byte[] Header = [.. "AMQP"u8, 0, 1, 0, 0];
    private static readonly byte[] Open = Frame(0, Performative(0x10, static writer => writer.WriteString("fuzzer"), 1));
    private static readonly byte[] Begin = Frame(0, [0, 0x53, 0x11, 0xc0, 7, 4, 0x40, 0x43, 0x52, 100, 0x52, 100]);

    /// <summary>An opening, a session and frames that are random, changed in a byte, too long, too short or out of order.</summary>
    public static byte[] NextConversation(Random random)
    {
        var bytes = new List<byte>(Header);
        var frames = new List<byte[]> { Open, Begin };
        for (var count = random.Next(4); count > 0; count--)
        {
            var body = new byte[random.Next(60)];
            random.NextBytes(body);
            frames.Add(random.Next(3) switch
            {
                0 => Frame((ushort)random.Next(3), body),
                1 => Frame(0, [0, 0x53, (byte)random.Next(0x10, 0x19), 0xc0, .. body]),
                _ => body,
            });
        }

        frames.ForEach(bytes.AddRange);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
        }

        return [.. bytes];
    }

    /// <summary>Frames within the size limit whose values are nested as deep as they fit.</summary>
    public static IEnumerable<byte[]> DeepFrames()
    {
        const int room = 65_000;
        var descriptors = new byte[room];
        yield return [.. Header, .. Frame(0, descriptors)];

        var lists = NestedLists(room);
        yield return [.. Header, .. Open, .. Begin, .. Frame(0, [0, 0x53, 0x10, .. lists])];
        yield return [.. Header, .. Frame(0, Performative(0x10, writer => writer.WriteRaw(lists), 1))];
        yield return [.. Header, .. Frame(0, Performative(0x10, writer => writer.WriteRaw(descriptors), 1))];
    }

    /// <summary>Lists in lists in lists, as many as fit.</summary>
    public static byte[] NestedLists(int room)
    {
        var lists = new byte[(room / 9 * 9) + 1];
        for (var at = 0; at + 9 <= lists.Length; at += 9)
        {
            lists[at] = AmqpFormat.List32;
            BinaryPrimitives.WriteInt32BigEndian(lists.AsSpan(at + 1), lists.Length - at - 5);
            BinaryPrimitives.WriteInt32BigEndian(lists.AsSpan(at + 5), 1);
        }

        lists[^1] = AmqpFormat.Null;
        return lists;
    }

    private static byte[] Performative(byte code, Action<AmqpWriter> fields, int count)
    {
        var writer = new AmqpWriter(64);
        writer.WriteSection(code);
        var list = writer.Begin(AmqpFormat.List32);
        fields(writer);
        writer.End(list, count);
        return writer.Written.ToArray();
    }

    private static byte[] Frame(ushort channel, byte[] body)
    {
        var frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        (frame[4], frame[5]) = (2, 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), channel);
        body.CopyTo(frame, 8);
        return frame;
    }
}
