using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What other partitions know of one instrument, device or delivery address. Immutable.</summary>
/// <param name="FirstSeenMs">Event time of its first payment there, milliseconds since the Unix epoch.</param>
/// <param name="Frauds">Its labels there.</param>
/// <param name="Traces">Its latest payments there, oldest first; not to be changed.</param>
internal sealed record SharedUse(long FirstSeenMs, LabelMemory Frauds, PaymentTrace[] Traces)
{
    private const int HeadBytes = 8 + LabelMemory.Size + sizeof(ushort);

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

    /// <summary>Writes what a history tells to other partitions.</summary>
    /// <param name="history">The history.</param>
    /// <param name="payments">Most payments, the latest ones.</param>
    /// <param name="target">Destination.</param>
    public static void Write(in EntityHistory history, int payments, IBufferWriter<byte> target)
    {
        var traces = history.Traces;
        traces = traces[Math.Max(0, traces.Length - payments)..];
        var length = HeadBytes + (traces.Length * PaymentTrace.Size);
        var span = target.GetSpan(length);
        BinaryPrimitives.WriteInt64LittleEndian(span, history.FirstSeenMs);
        history.Frauds.Write(span[8..]);
        BinaryPrimitives.WriteUInt16LittleEndian(span[(8 + LabelMemory.Size)..], (ushort)traces.Length);
        for (var i = 0; i < traces.Length; i++)
        {
            traces[i].Write(span[(HeadBytes + (i * PaymentTrace.Size))..]);
        }

        target.Advance(length);
    }

    /// <summary>Bytes of what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Bytes that begin with it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end before its length is told.</exception>
    public static int LengthOf(ReadOnlySpan<byte> source) =>
        HeadBytes + (BinaryPrimitives.ReadUInt16LittleEndian(source[(8 + LabelMemory.Size)..]) * PaymentTrace.Size);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Bytes that begin with it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    public static SharedUse Read(ReadOnlySpan<byte> source) => Read(source, out _);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Bytes that begin with it.</param>
    /// <param name="read">Bytes taken.</param>
    /// <param name="version">Version of the frame that they stood in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    public static SharedUse Read(ReadOnlySpan<byte> source, out int read, int version = ExchangeFrame.Version)
    {
        var size = version == 1 ? PaymentTrace.SizeOfVersion3 : PaymentTrace.Size;
        var traces = new PaymentTrace[BinaryPrimitives.ReadUInt16LittleEndian(source[(8 + LabelMemory.Size)..])];
        for (var i = 0; i < traces.Length; i++)
        {
            var trace = source.Slice(HeadBytes + (i * size), size);
            traces[i] = version == 1 ? PaymentTrace.ReadVersion3(trace) : PaymentTrace.Read(trace);
        }

        read = HeadBytes + (traces.Length * size);
        return new SharedUse(BinaryPrimitives.ReadInt64LittleEndian(source), LabelMemory.Read(source[8..]), traces);
    }
}
