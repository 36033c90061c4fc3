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
    private const char ChangesMark = '^';

    /// <summary>Refuses a hub whose name would read as something else than an event's.</summary>
    public static void CheckHub(string hub)
    {
        if (hub[0] is EntryMark or ShortMark or ChangesMark)
        {
            throw new ArgumentException($"The hub is '{hub}'; the name of a hub does not begin with {EntryMark}, {ShortMark} or {ChangesMark}.", nameof(hub));
        }
    }

    /// <summary>Writes an output that is an entry for a sink, up to its body: a mark and the target for the hub, and four empty texts.</summary>
    public static void BeginEntry(IBufferWriter<byte> target, string name, int bodyLength) => BeginMarked(target, EntryMark, name, bodyLength);

    /// <summary>Writes the payload of a batch.</summary>
    public static void Write(IBufferWriter<byte> target, BatchResult result)
    {
        VarInt.Write(target, (uint)result.ChangeCount);
        result.WriteChanges(target);
        VarInt.Write(target, (uint)result.Claims.Length);
        var room = target.GetSpan(result.Claims.Length * sizeof(ulong));
        for (var index = 0; index < result.Claims.Length; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(room[(index * sizeof(ulong))..], result.Claims[index]);
        }

        target.Advance(result.Claims.Length * sizeof(ulong));
        var whole = result.OutputCount - result.PublishedCount;
        VarInt.Write(target, (uint)(whole + result.EntryCount + (result.PublishedCount > 0 ? 1 : 0)));
        if (result.PublishedCount > 0)
        {
            var runs = new ArrayBufferWriter<byte>();
            PublishedChanges.Write(runs, result.PublishedChanges);
            BeginMarked(target, ChangesMark, string.Empty, runs.WrittenCount);
            target.Write(runs.WrittenSpan);
        }

        target.Write(result.OutputBytes);
        target.Write(result.EntryBytes);
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

    /// <summary>Reads the events to publish; what they hold are slices of <paramref name="payload"/>, or was made of its changes or of a short form.</summary>
    /// <param name="payload">A whole payload.</param>
    /// <param name="outputsAt">Where its outputs begin, from <see cref="Apply"/>.</param>
    /// <param name="form">Makes events and bodies; null where the function has no form.</param>
    /// <exception cref="FormatException">The payload is malformed, or has events that nobody can make.</exception>
    public static OutgoingEvent[] ReadOutputs(ReadOnlyMemory<byte> payload, int outputsAt, IOutputForm? form = null)
    {
        var (whole, runs) = (new List<OutgoingEvent>(), ReadOnlyMemory<byte>.Empty);
        foreach (var output in ReadAll(payload[outputsAt..]))
        {
            switch (output.Hub[0])
            {
                case EntryMark:
                    break;
                case ChangesMark:
                    runs = output.Body;
                    break;
                case ShortMark:
                    whole.Add(Expanded(output with { Hub = output.Hub[1..] }, form));
                    break;
                default:
                    whole.Add(output);
                    break;
            }
        }

        return runs.IsEmpty ? [.. whole] : WithPublished(whole, runs.Span, payload, form);
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

    private static void BeginMarked(IBufferWriter<byte> target, char mark, string text, int bodyLength)
    {
        VarInt.Write(target, (uint)Encoding.UTF8.GetByteCount(text) + 1);
        target.Write([(byte)mark]);
        Encoding.UTF8.GetBytes(text, target);
        target.Write("\0\0\0\0"u8);
        VarInt.Write(target, (uint)bodyLength);
    }

    private static OutgoingEvent[] WithPublished(List<OutgoingEvent> whole, ReadOnlySpan<byte> runs, ReadOnlyMemory<byte> payload, IOutputForm? form)
    {
        if (form is null)
        {
            throw new FormatException("outputs that are no changes: the function has no form that makes events of them");
        }

        var (position, target, next) = (0, new ArrayBufferWriter<byte>(), 0);

        // A change takes a byte at least: a count beyond that ends with the first one missing.
        var changes = new ReadOnlyMemory<byte>[Math.Min(Number(payload.Span, ref position), (uint)payload.Length)];
        for (var index = 0; index < changes.Length; index++)
        {
            changes[index] = Bytes(payload, ref position);
        }

        var places = PublishedChanges.Read(runs, changes.Length, whole.Count);
        var first = places.Find(static place => place >= 0);
        return [.. places.Select(place => place < 0 ? whole[next++] : form.Make(changes[place], changes[first], target))];
    }

    private static OutgoingEvent Expanded(in OutgoingEvent output, IOutputForm? form)
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

            var partitionKey = new EventText(Bytes(payload, ref position));
            var eventId = new EventText(Bytes(payload, ref position));
            var eventType = Text(span, ref position);
            var lookupKey = Text(span, ref position);
            var body = Bytes(payload, ref position);
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

    private static ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> payload, ref int position)
    {
        var length = Bytes(payload.Span, ref position).Length;
        return payload.Slice(position - length, length);
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
