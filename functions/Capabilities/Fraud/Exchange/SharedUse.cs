using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What other partitions know of one instrument, device or delivery address. Immutable.</summary>
/// <param name="FirstSeenMs">Event time of its first payment there, milliseconds since the Unix epoch.</param>
/// <param name="Frauds">Its labels there.</param>
/// <param name="Traces">Its latest payments there, oldest first; not to be changed.</param>
internal sealed record SharedUse(long FirstSeenMs, LabelMemory Frauds, PaymentTrace[] Traces)
{
    /// <summary>Version of the frame from which on <see cref="Read"/> reads its records.</summary>
    public const int FirstVersion = 4;

    private const int LabelsAt = sizeof(long);
    private const int CountAt = LabelsAt + LabelMemory.Size;
    private const int OldHeadBytes = CountAt + sizeof(ushort);
    private const int HeadBytes = OldHeadBytes + sizeof(ushort);

    /// <summary>What several partitions know together.</summary>
    /// <param name="parts">One for each partition; two or more.</param>
    public static SharedUse Combine(IReadOnlyList<SharedUse> parts)
    {
        var newest = parts.Max(static part => part.Frauds.LastMs);
        return new SharedUse(
            parts.Min(static part => part.FirstSeenMs),
            new LabelMemory(parts.Sum(static part => part.Frauds.Total), parts.Sum(part => part.Frauds.CountAt(newest)), newest),
            InOrder.Merge(parts, static part => part.Traces.AsSpan(), static trace => trace.OccurredAtMs));
    }

    /// <summary>The same under pseudonyms of now.</summary>
    /// <param name="changes">Whom to rename.</param>
    public SharedUse Renamed(IReadOnlyList<KeyChange> changes)
    {
        var traces = Traces;
        foreach (var change in changes)
        {
            if (Array.Exists(traces, trace => change.IsOld(trace)))
            {
                traces = Array.ConvertAll(traces, trace => change.With(trace));
            }
        }

        return ReferenceEquals(traces, Traces) ? this : this with { Traces = traces };
    }

    /// <summary>
    /// Writes what a history tells to other partitions, little-endian: first payment (ms since the Unix epoch, 8 bytes), labels (16), payments (2),
    /// bytes of the payments (2), then these as in <see cref="PaymentSteps"/>.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="payments">Most payments, the latest ones; at most 256.</param>
    /// <param name="target">Destination.</param>
    public static void Write(in EntityHistory history, int payments, IBufferWriter<byte> target)
    {
        var traces = history.Traces;
        traces = traces[Math.Max(0, traces.Length - payments)..];
        var span = target.GetSpan(HeadBytes + (traces.Length * PaymentSteps.MostBytes));
        BinaryPrimitives.WriteInt64LittleEndian(span, history.FirstSeenMs);
        history.Frauds.Write(span[LabelsAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(span[CountAt..], (ushort)traces.Length);
        var length = PaymentSteps.Write(traces, span[HeadBytes..]);
        BinaryPrimitives.WriteUInt16LittleEndian(span[OldHeadBytes..], (ushort)length);
        target.Advance(HeadBytes + length);
    }

    /// <summary>What <see cref="Write"/> wrote, checked so far that <see cref="Read"/> does not fail on it.</summary>
    /// <param name="source">Bytes that begin with it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    /// <exception cref="InvalidDataException">Its payments are not as many bytes as it says.</exception>
    public static ReadOnlySpan<byte> RecordIn(ReadOnlySpan<byte> source)
    {
        var record = source[..(HeadBytes + BinaryPrimitives.ReadUInt16LittleEndian(source[OldHeadBytes..]))];
        var payments = BinaryPrimitives.ReadUInt16LittleEndian(source[CountAt..]);
        return PaymentSteps.AreWhole(record[HeadBytes..], payments)
            ? record
            : throw new InvalidDataException($"A record of the exchange tells {payments} payments in {record.Length - HeadBytes} bytes, and they are not as many.");
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Bytes that begin with it, as <see cref="RecordIn"/> has checked them.</param>
    public static SharedUse Read(ReadOnlySpan<byte> source)
    {
        var traces = new PaymentTrace[BinaryPrimitives.ReadUInt16LittleEndian(source[CountAt..])];
        PaymentSteps.Read(source[HeadBytes..], traces);
        return new SharedUse(BinaryPrimitives.ReadInt64LittleEndian(source), LabelMemory.Read(source[LabelsAt..]), traces);
    }

    /// <summary>Reads a record of a frame of version 1 to 3, in which each payment stands whole.</summary>
    /// <param name="source">Bytes that begin with it.</param>
    /// <param name="version">Version of the frame.</param>
    /// <param name="read">Bytes taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    public static SharedUse ReadOld(ReadOnlySpan<byte> source, int version, out int read)
    {
        var size = version == 1 ? PaymentTrace.SizeOfVersion3 : PaymentTrace.Size;
        var traces = new PaymentTrace[BinaryPrimitives.ReadUInt16LittleEndian(source[CountAt..])];
        for (var i = 0; i < traces.Length; i++)
        {
            var trace = source.Slice(OldHeadBytes + (i * size), size);
            traces[i] = version == 1 ? PaymentTrace.ReadVersion3(trace) : PaymentTrace.Read(trace);
        }

        read = OldHeadBytes + (traces.Length * size);
        return new SharedUse(BinaryPrimitives.ReadInt64LittleEndian(source), LabelMemory.Read(source[LabelsAt..]), traces);
    }
}
