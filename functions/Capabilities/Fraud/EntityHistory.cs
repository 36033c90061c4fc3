using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The recent payments of one customer, instrument, device or delivery address, ordered by event time, with what is known of its labels.
/// Late payments are put in their place. Payments older than 45 days, or beyond the capacity, are forgotten oldest first. A copy reads the same payments
/// and must not be changed.
/// </summary>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "It lies in one table; nobody compares histories.")]
public partial struct EntityHistory : IStateValue<EntityHistory>
{
    private TraceRoom _room;

    // In the slab of the room.
    private int _start;
    private int _count;

    // The time from the first payment to the end of time, so that the default is a history without payments.
    private long _sinceFirstMs;

    /// <summary>Event time of the first payment ever seen, milliseconds since the Unix epoch.</summary>
    public long FirstSeenMs
    {
        readonly get => long.MaxValue - _sinceFirstMs;
        private set => _sinceFirstMs = long.MaxValue - value;
    }

    /// <summary>Event time of the latest payment, milliseconds since the Unix epoch.</summary>
    public readonly long LastSeenMs => _count == 0 ? FirstSeenMs : Traces[^1].OccurredAtMs;

    /// <summary>Payments of this entity labelled as chargeback or confirmed fraud.</summary>
    public LabelMemory Frauds { get; private set; }

    /// <summary>Payments of this entity that were returned.</summary>
    public LabelMemory ReturnLabels { get; private set; }

    /// <summary>What this entity usually spends.</summary>
    public SpendingHabit Habit { get; private set; }

    /// <summary>Payments of this entity ever labelled as chargeback or confirmed fraud.</summary>
    public readonly int FraudLabels => Frauds.Total;

    /// <summary>Payments of this entity that were ever returned.</summary>
    public readonly int Returns => ReturnLabels.Total;

    /// <summary>The remembered payments, oldest first.</summary>
    public readonly ReadOnlySpan<PaymentTrace> Traces => _room.From(_start, _count);

    /// <summary>Reads the latest payments, so that they are near when they are used.</summary>
    /// <returns>Nothing of meaning.</returns>
    internal readonly long Warm()
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
        var traces = _room.From(_start, _count + 1);
        var at = _count;
        while (at > 0 && traces[at - 1].OccurredAtMs > trace.OccurredAtMs)
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

        foreach (ref var trace in _room.From(_start, _count))
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
    public readonly void Rekey(in KeyChange keys)
    {
        foreach (ref var trace in _room.From(_start, _count))
        {
            trace = keys.With(trace);
        }
    }

    /// <summary>Adds the history of the same entity under another pseudonym.</summary>
    /// <param name="other">That history.</param>
    /// <param name="capacity">Most payments to keep; at least 1.</param>
    /// <param name="store">Where the payments of the table lie.</param>
    internal void Absorb(in EntityHistory other, int capacity, TraceStore store)
    {
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
        var traces = _room.From(_start, _count);
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
        (_room, _start, _count) = (default, 0, 0);
    }

    /// <summary>Finds a remembered payment by its hash.</summary>
    /// <param name="payment">Hash as in <see cref="PaymentTrace.Payment"/>.</param>
    /// <param name="trace">The payment, or default.</param>
    public readonly bool TryFind(uint payment, out PaymentTrace trace)
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

    private void DropThrough(long timeMs)
    {
        while (_count > 0 && Traces[0].OccurredAtMs <= timeMs)
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
