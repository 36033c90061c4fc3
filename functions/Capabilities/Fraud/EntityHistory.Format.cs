using System.Buffers;
using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <content>How a history lies in a snapshot, and how it lay in earlier versions.</content>
public partial struct EntityHistory
{
    // Stands where version 2 had the number of frauds, which is never negative.
    private const int Format = -4;
    private const int FormatOfVersion3 = -3;
    private const int HeadBytes = 12 + (2 * LabelMemory.Size) + SpendingHabit.Size + sizeof(int);

    /// <summary>Writes the history for a snapshot.</summary>
    /// <param name="target">Destination.</param>
    public readonly void Write(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var length = HeadBytes + (_count * PaymentTrace.Size);
        var span = target.GetSpan(length);
        BinaryPrimitives.WriteInt64LittleEndian(span, FirstSeenMs);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], Format);
        Frauds.Write(span[12..]);
        ReturnLabels.Write(span[28..]);
        Habit.Write(span[44..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[(HeadBytes - 4)..], _count);
        for (var i = 0; i < _count; i++)
        {
            Traces[i].Write(span[(HeadBytes + (i * PaymentTrace.Size))..]);
        }

        target.Advance(length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, or what it wrote in earlier versions.</summary>
    /// <param name="source">Snapshot bytes, starting at this history.</param>
    /// <param name="read">Bytes taken.</param>
    public static EntityHistory Read(ReadOnlySpan<byte> source, out int read)
    {
        var format = BinaryPrimitives.ReadInt32LittleEndian(source[8..]);
        if (format is not (Format or FormatOfVersion3))
        {
            return ReadVersion2(source, out read);
        }

        var size = format == Format ? PaymentTrace.Size : PaymentTrace.SizeOfVersion3;
        var history = OfSize(BinaryPrimitives.ReadInt32LittleEndian(source[(HeadBytes - 4)..]));
        history.FirstSeenMs = BinaryPrimitives.ReadInt64LittleEndian(source);
        history.Frauds = LabelMemory.Read(source[12..]);
        history.ReturnLabels = LabelMemory.Read(source[28..]);
        history.Habit = SpendingHabit.Read(source[44..]);
        for (var i = 0; i < history._count; i++)
        {
            var trace = source[(HeadBytes + (i * size))..];
            history._room.Slab[i] = format == Format ? PaymentTrace.Read(trace) : PaymentTrace.ReadVersion3(trace);
        }

        read = HeadBytes + (history._count * size);
        return history;
    }

    /// <summary>
    /// Reads a history of version 1 or 2. It counted labels without their time: they are taken to have become known with the last payment,
    /// so that they are forgotten in time. Habits are learnt anew from the payments that it remembers.
    /// </summary>
    /// <param name="source">Snapshot bytes, starting at the history.</param>
    /// <param name="read">Bytes taken.</param>
    private static EntityHistory ReadVersion2(ReadOnlySpan<byte> source, out int read)
    {
        const int head = 20;
        var history = OfSize(BinaryPrimitives.ReadInt32LittleEndian(source[16..]));
        for (var i = 0; i < history._count; i++)
        {
            history._room.Slab[i] = PaymentTrace.ReadVersion2(source[(head + (i * PaymentTrace.SizeOfVersion2))..]);
            history.Habit = history.Habit.With(history._room.Slab[i]);
        }

        history.FirstSeenMs = BinaryPrimitives.ReadInt64LittleEndian(source);
        var last = history._count == 0 ? history.FirstSeenMs : history._room.Slab[^1].OccurredAtMs;
        history.Frauds = Dated(BinaryPrimitives.ReadInt32LittleEndian(source[8..]), last);
        history.ReturnLabels = Dated(BinaryPrimitives.ReadInt32LittleEndian(source[12..]), last);
        read = head + (history._count * PaymentTrace.SizeOfVersion2);
        return history;
    }

    private static LabelMemory Dated(int labels, long lastMs) => labels == 0 ? default : new LabelMemory(labels, labels, lastMs);

    private static EntityHistory OfSize(int count) => new()
    {
        _room = count == 0 ? default : new TraceRoom(new PaymentTrace[count], 0, count),
        _count = count,
    };
}
