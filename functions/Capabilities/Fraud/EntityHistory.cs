using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The recent payments of one customer, instrument, device or delivery address, ordered by event time, with what is known of its labels.
/// Late payments are put in their place. Payments older than 45 days, or beyond the capacity, are forgotten oldest first.
/// </summary>
public sealed class EntityHistory : IStateValue<EntityHistory>
{
    // Stands where version 2 had the number of frauds, which is never negative.
    private const int Format = -4;
    private const int FormatOfVersion3 = -3;
    private const int HeadBytes = 12 + (2 * LabelMemory.Size) + SpendingHabit.Size + sizeof(int);

    private TraceRoom _room = TraceRoom.None;

    // In the slab of the room.
    private int _start;
    private int _count;

    /// <summary>Event time of the first payment ever seen, milliseconds since the Unix epoch.</summary>
    public long FirstSeenMs { get; private set; } = long.MaxValue;

    /// <summary>Event time of the latest payment, milliseconds since the Unix epoch.</summary>
    public long LastSeenMs => _count == 0 ? FirstSeenMs : Traces[^1].OccurredAtMs;

    /// <summary>Payments of this entity labelled as chargeback or confirmed fraud.</summary>
    public LabelMemory Frauds { get; private set; }

    /// <summary>Payments of this entity that were returned.</summary>
    public LabelMemory ReturnLabels { get; private set; }

    /// <summary>What this entity usually spends.</summary>
    public SpendingHabit Habit { get; private set; }

    /// <summary>Payments of this entity ever labelled as chargeback or confirmed fraud.</summary>
    public int FraudLabels => Frauds.Total;

    /// <summary>Payments of this entity that were ever returned.</summary>
    public int Returns => ReturnLabels.Total;

    /// <summary>The remembered payments, oldest first.</summary>
    public ReadOnlySpan<PaymentTrace> Traces => _room.Slab.AsSpan(_start, _count);

    /// <summary>Reads the latest payments, so that they are near when they are used.</summary>
    /// <returns>Nothing of meaning.</returns>
    internal long Warm()
    {
        var traces = Traces;
        return traces.Length switch
        {
            0 => 0,
            1 => traces[0].OccurredAtMs,
            2 => traces[0].OccurredAtMs ^ traces[1].OccurredAtMs,
            _ => traces[^1].OccurredAtMs ^ traces[^2].OccurredAtMs ^ traces[^3].OccurredAtMs ^ traces[0].OccurredAtMs,
        };
    }

    /// <summary>Adds one payment.</summary>
    /// <param name="trace">The payment.</param>
    /// <param name="capacity">Most payments to keep; at least 1.</param>
    public void Add(in PaymentTrace trace, int capacity) => Add(trace, capacity, null);

    /// <summary>Adds one payment.</summary>
    /// <param name="trace">The payment.</param>
    /// <param name="capacity">Most payments to keep; at least 1.</param>
    /// <param name="store">Where the payments of the table lie; null for an array of the history's own.</param>
    internal void Add(in PaymentTrace trace, int capacity, TraceStore? store)
    {
        FirstSeenMs = Math.Min(FirstSeenMs, trace.OccurredAtMs);
        Habit = Habit.With(trace);
        var newest = _count == 0 ? trace.OccurredAtMs : Math.Max(trace.OccurredAtMs, Traces[^1].OccurredAtMs);
        DropThrough(newest - VelocityWindows.KeptMs);
        if (trace.OccurredAtMs <= newest - VelocityWindows.KeptMs)
        {
            return;
        }

        if (_count >= capacity)
        {
            if (trace.OccurredAtMs < Traces[0].OccurredAtMs)
            {
                return;
            }

            _start++;
            _count--;
        }

        MakeRoom(capacity, store);
        var traces = _room.Slab;
        var at = _start + _count;
        while (at > _start && traces[at - 1].OccurredAtMs > trace.OccurredAtMs)
        {
            traces[at] = traces[at - 1];
            at--;
        }

        traces[at] = trace;
        _count++;
    }

    /// <summary>Counts a label of one of this entity's payments, and marks the payment where it is remembered.</summary>
    /// <param name="payment">Hash as in <see cref="PaymentTrace.Payment"/>.</param>
    /// <param name="fraud">True for chargeback and confirmed fraud; false for a return.</param>
    /// <param name="knownAtMs">When it became known, milliseconds since the Unix epoch.</param>
    public void Label(uint payment, bool fraud, long knownAtMs)
    {
        if (fraud)
        {
            Frauds = Frauds.With(knownAtMs);
        }
        else
        {
            ReturnLabels = ReturnLabels.With(knownAtMs);
        }

        foreach (ref var trace in _room.Slab.AsSpan(_start, _count))
        {
            if (trace.Payment == payment)
            {
                trace = trace with { Marks = trace.Marks | (fraud ? PaymentMarks.Fraud : PaymentMarks.Returned) };
                return;
            }
        }
    }

    /// <summary>Renames who is remembered under a pseudonym of before.</summary>
    /// <param name="keys">The pseudonyms.</param>
    public void Rekey(in KeyChange keys)
    {
        foreach (ref var trace in _room.Slab.AsSpan(_start, _count))
        {
            trace = keys.With(trace);
        }
    }

    /// <summary>Adds the history of the same entity under another pseudonym.</summary>
    /// <param name="other">That history.</param>
    /// <param name="capacity">Most payments to keep; at least 1.</param>
    /// <param name="store">Where the payments of the table lie.</param>
    internal void Absorb(EntityHistory other, int capacity, TraceStore store)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (ref readonly var trace in other.Traces)
        {
            Add(trace, capacity, store);
        }

        FirstSeenMs = Math.Min(FirstSeenMs, other.FirstSeenMs);
        Frauds = Frauds.With(other.Frauds);
        ReturnLabels = ReturnLabels.With(other.ReturnLabels);
    }

    /// <summary>Forgets the payments of one customer; sums in which no one is named stay.</summary>
    /// <param name="customer">As in <see cref="PaymentTrace.Customer"/>.</param>
    public void Forget(uint customer)
    {
        var traces = _room.Slab.AsSpan(_start, _count);
        var kept = 0;
        foreach (ref readonly var trace in traces)
        {
            if (trace.Customer != customer)
            {
                traces[kept++] = trace;
            }
        }

        traces[kept..].Clear();
        _count = kept;
    }

    /// <summary>Gives the memory of a history back that nobody asks any more.</summary>
    /// <param name="store">Where the payments of the table lie.</param>
    internal void Release(TraceStore store)
    {
        store.Give(_room);
        (_room, _start, _count) = (TraceRoom.None, 0, 0);
    }

    /// <summary>Finds a remembered payment by its hash.</summary>
    /// <param name="payment">Hash as in <see cref="PaymentTrace.Payment"/>.</param>
    /// <param name="trace">The payment, or default.</param>
    public bool TryFind(uint payment, out PaymentTrace trace)
    {
        foreach (ref readonly var candidate in Traces)
        {
            if (candidate.Payment == payment)
            {
                trace = candidate;
                return true;
            }
        }

        trace = default;
        return false;
    }

    /// <inheritdoc/>
    public static EntityHistory Create() => new();

    /// <summary>Writes the history for a snapshot.</summary>
    /// <param name="target">Destination.</param>
    public void Write(IBufferWriter<byte> target)
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
        _room = count == 0 ? TraceRoom.None : new TraceRoom(new PaymentTrace[count], 0, count),
        _count = count,
    };

    private void DropThrough(long timeMs)
    {
        while (_count > 0 && _room.Slab[_start].OccurredAtMs <= timeMs)
        {
            _start++;
            _count--;
        }
    }

    private void MakeRoom(int capacity, TraceStore? store)
    {
        if (_start + _count < _room.End)
        {
            return;
        }

        // A quarter more than the capacity, so that moving down costs a quarter of a copy for each payment at most.
        var longest = capacity + Math.Max(1, capacity / 4);
        if (_start > _room.Start && (_start - _room.Start >= _room.Length / 2 || _room.Length >= longest))
        {
            Traces.CopyTo(_room.Traces);
        }
        else
        {
            var length = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)_room.Length + 1), 2, Math.Max(longest, _count + 1));
            var larger = store?.Take(length) ?? new TraceRoom(new PaymentTrace[length], 0, length);
            Debug.Assert(larger.Length > _count, "The new room must hold one more payment.");
            Traces.CopyTo(larger.Traces);
            store?.Give(_room);
            _room = larger;
        }

        _start = _room.Start;
    }
}
