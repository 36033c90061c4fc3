using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The recent payments of one customer, instrument or device, ordered by event time, with what is known of its labels.
/// Late payments are put in their place. Payments older than the longest window, or beyond the capacity, are forgotten oldest first.
/// </summary>
public sealed class EntityHistory : IStateValue<EntityHistory>
{
    private PaymentTrace[] _traces = [];
    private int _start;
    private int _count;

    /// <summary>Event time of the first payment ever seen, milliseconds since the Unix epoch.</summary>
    public long FirstSeenMs { get; private set; } = long.MaxValue;

    /// <summary>Payments of this entity labelled as chargeback or confirmed fraud.</summary>
    public int FraudLabels { get; private set; }

    /// <summary>Payments of this entity that were returned.</summary>
    public int Returns { get; private set; }

    /// <summary>The remembered payments, oldest first.</summary>
    public ReadOnlySpan<PaymentTrace> Traces => _traces.AsSpan(_start, _count);

    /// <summary>Adds one payment.</summary>
    /// <param name="trace">The payment.</param>
    /// <param name="capacity">Most payments to keep; at least 1.</param>
    public void Add(in PaymentTrace trace, int capacity)
    {
        FirstSeenMs = Math.Min(FirstSeenMs, trace.OccurredAtMs);
        var newest = _count == 0 ? trace.OccurredAtMs : Math.Max(trace.OccurredAtMs, Traces[^1].OccurredAtMs);
        DropThrough(newest - VelocityWindows.LongestMs);
        if (trace.OccurredAtMs <= newest - VelocityWindows.LongestMs)
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

        MakeRoom(capacity);
        var at = _start + _count;
        while (at > _start && _traces[at - 1].OccurredAtMs > trace.OccurredAtMs)
        {
            _traces[at] = _traces[at - 1];
            at--;
        }

        _traces[at] = trace;
        _count++;
    }

    /// <summary>Counts a label of one of this entity's payments.</summary>
    /// <param name="fraud">True for chargeback and confirmed fraud; false for a return.</param>
    public void Label(bool fraud)
    {
        if (fraud)
        {
            FraudLabels++;
        }
        else
        {
            Returns++;
        }
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
        var length = 20 + (_count * PaymentTrace.Size);
        var span = target.GetSpan(length);
        BinaryPrimitives.WriteInt64LittleEndian(span, FirstSeenMs);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], FraudLabels);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], Returns);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], _count);
        for (var i = 0; i < _count; i++)
        {
            _traces[_start + i].Write(span[(20 + (i * PaymentTrace.Size))..]);
        }

        target.Advance(length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Snapshot bytes, starting at this history.</param>
    /// <param name="read">Bytes taken.</param>
    public static EntityHistory Read(ReadOnlySpan<byte> source, out int read)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(source[16..]);
        var history = new EntityHistory
        {
            FirstSeenMs = BinaryPrimitives.ReadInt64LittleEndian(source),
            FraudLabels = BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            Returns = BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            _traces = count == 0 ? [] : new PaymentTrace[count],
            _count = count,
        };
        for (var i = 0; i < count; i++)
        {
            history._traces[i] = PaymentTrace.Read(source[(20 + (i * PaymentTrace.Size))..]);
        }

        read = 20 + (count * PaymentTrace.Size);
        return history;
    }

    private void DropThrough(long timeMs)
    {
        while (_count > 0 && _traces[_start].OccurredAtMs <= timeMs)
        {
            _start++;
            _count--;
        }
    }

    private void MakeRoom(int capacity)
    {
        if (_start + _count < _traces.Length)
        {
            return;
        }

        // A quarter more than the capacity, so that moving down costs a quarter of a copy for each payment at most.
        var longest = capacity + Math.Max(1, capacity / 4);
        if (_start > 0 && (_start >= _traces.Length / 2 || _traces.Length >= longest))
        {
            _traces.AsSpan(_start, _count).CopyTo(_traces);
        }
        else
        {
            var larger = new PaymentTrace[Math.Clamp(_traces.Length * 2, 2, Math.Max(longest, _count + 1))];
            Debug.Assert(larger.Length > _count, "The new array must hold one more payment.");
            _traces.AsSpan(_start, _count).CopyTo(larger);
            _traces = larger;
        }

        _start = 0;
    }
}
