using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace XbFunctions.State;

/// <summary>
/// The payload of a batch record: changes, claimed id hashes and outputs, each list behind its count. Drawn in <c>docs/formats/journal.md</c>.
/// </summary>
internal static class BatchPayload
{
    private const char EntryMark = '$';
    private const char ShortMark = '~';

    /// <summary>Refuses a hub whose name would read as a sink's target, or as that of a body in short form.</summary>
    public static void CheckHub(string hub)
    {
        if (hub[0] is EntryMark or ShortMark)
        {
            throw new ArgumentException($"The hub is '{hub}'; the name of a hub does not begin with {EntryMark} or {ShortMark}.", nameof(hub));
        }
    }

    /// <summary>Writes the hub of an output whose body is in its short form: a mark and the name.</summary>
    public static void WriteShortHub(IBufferWriter<byte> target, string hub) => WriteMarked(target, ShortMark, hub);

    /// <summary>Writes an output that is an entry for a sink, up to its body: a mark and the target for the hub, and four empty texts.</summary>
    public static void BeginEntry(IBufferWriter<byte> target, string name, int bodyLength)
    {
        WriteMarked(target, EntryMark, name);
        target.Write("\0\0\0\0"u8);
        VarInt.Write(target, (uint)bodyLength);
    }

    public static void Write(IBufferWriter<byte> target, BatchResult result)
    {
        WriteHead(target, result);
        target.Write(result.OutputBytes);
        target.Write(result.EntryBytes);
    }

    /// <summary>Writes what stands before the outputs.</summary>
    public static void WriteHead(IBufferWriter<byte> target, BatchResult result)
    {
        VarInt.Write(target, (uint)result.ChangeCount);
        target.Write(result.ChangeBytes);
        VarInt.Write(target, (uint)result.Claims.Count);
        foreach (var claim in result.Claims)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target.GetSpan(sizeof(ulong)), claim);
            target.Advance(sizeof(ulong));
        }

        VarInt.Write(target, (uint)(result.OutputCount + result.EntryCount));
    }

    /// <summary>Applies the changes and claims of a payload; returns where its outputs begin.</summary>
    /// <exception cref="FormatException">The payload is malformed.</exception>
    public static int Apply(ReadOnlySpan<byte> payload, IStreamState state, DedupeWindow window)
    {
        var position = 0;
        for (var left = Number(payload, ref position); left > 0; left--)
        {
            state.Apply(Bytes(payload, ref position));
        }

        for (var left = Number(payload, ref position); left > 0; left--)
        {
            if (payload.Length - position < sizeof(ulong))
            {
                throw new FormatException($"a claimed id of 8 bytes at payload byte {position}, of {payload.Length}");
            }

            window.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(payload[position..]));
            position += sizeof(ulong);
        }

        return position;
    }

    /// <summary>Reads outputs that are events to publish; their bodies are slices of <paramref name="payload"/>, or made of their short form.</summary>
    /// <param name="payload">A payload from where its outputs begin.</param>
    /// <param name="form">Makes bodies; null where the function has no short form.</param>
    /// <exception cref="FormatException">The payload is malformed, or has a short form that nobody can read.</exception>
    public static OutgoingEvent[] ReadOutputs(ReadOnlyMemory<byte> payload, IBodyForm? form = null)
    {
        var outputs = new List<OutgoingEvent>();
        foreach (var output in ReadAll(payload))
        {
            if (output.Hub[0] != EntryMark)
            {
                outputs.Add(output.Hub[0] == ShortMark ? Expanded(output with { Hub = output.Hub[1..] }, form) : output);
            }
        }

        return [.. outputs];
    }

    /// <summary>Reads outputs that are entries for sinks; their bodies are slices of <paramref name="payload"/>.</summary>
    /// <exception cref="FormatException">The payload is malformed.</exception>
    public static List<SinkEntry> ReadEntries(ReadOnlyMemory<byte> payload)
    {
        var entries = new List<SinkEntry>();
        foreach (var output in ReadAll(payload))
        {
            if (output.Hub[0] == EntryMark)
            {
                entries.Add(new SinkEntry(output.Hub[1..], output.Body));
            }
        }

        return entries;
    }

    private static void WriteMarked(IBufferWriter<byte> target, char mark, string text)
    {
        VarInt.Write(target, (uint)Encoding.UTF8.GetByteCount(text) + 1);
        target.Write([(byte)mark]);
        Encoding.UTF8.GetBytes(text, target);
    }

    private static OutgoingEvent Expanded(in OutgoingEvent output, IBodyForm? form)
    {
        if (form is null)
        {
            throw new FormatException($"an output whole: {output.EventType} for hub {output.Hub} has a short form that its function does not know");
        }

        var body = new ArrayBufferWriter<byte>();
        form.Expand(output, body);
        return output with { Body = body.WrittenMemory };
    }

    private static List<OutgoingEvent> ReadAll(ReadOnlyMemory<byte> payload)
    {
        var span = payload.Span;
        var position = 0;
        var count = Number(span, ref position);
        var outputs = new List<OutgoingEvent>((int)Math.Min(count, 65_536));
        for (; count > 0; count--)
        {
            var hub = Text(span, ref position);
            if (hub.Length == 0)
            {
                throw new FormatException($"the name of a hub before payload byte {position}, of {span.Length}");
            }

            var partitionKey = Text(span, ref position);
            var eventId = Text(span, ref position);
            var eventType = Text(span, ref position);
            var lookupKey = Text(span, ref position);
            var length = Bytes(span, ref position).Length;
            var body = payload.Slice(position - length, length);
            outputs.Add(new OutgoingEvent(hub, partitionKey, eventId, eventType, body, lookupKey.Length == 0 ? null : lookupKey));
        }

        return position == span.Length
            ? outputs
            : throw new FormatException($"the end at payload byte {position}, of {span.Length}");
    }

    private static string Text(ReadOnlySpan<byte> payload, ref int position) => Encoding.UTF8.GetString(Bytes(payload, ref position));

    private static uint Number(ReadOnlySpan<byte> payload, ref int position)
    {
        if (!VarInt.TryRead(payload[position..], out var value, out var length))
        {
            throw new FormatException($"a number at payload byte {position}, of {payload.Length}");
        }

        position += length;
        return value;
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> payload, ref int position)
    {
        var start = position;
        var length = Number(payload, ref position);
        if (length > (uint)(payload.Length - position))
        {
            throw new FormatException($"{length} bytes from payload byte {start}, of {payload.Length}");
        }

        var bytes = payload.Slice(position, (int)length);
        position += (int)length;
        return bytes;
    }
}
