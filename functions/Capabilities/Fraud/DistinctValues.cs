using System.Runtime.CompilerServices;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Counts distinct values over a caller's buffer; a full buffer reads as "this many or more".</summary>
/// <param name="buffer">Scratch space; its length is the highest count.</param>
/// <param name="first">The first value; 0 means unknown.</param>
internal ref struct DistinctValues(Span<ulong> buffer, ulong first)
{
    private readonly Span<ulong> _values = buffer;
    private ulong _last = first;

    // A bit for the low six of each value: one whose bit is not set is new, without a look through the others.
    private ulong _seen = Bit(first);

    /// <summary>Distinct values so far.</summary>
    public int Count { get; private set; } = Start(buffer, first);

    /// <summary>Counts a value unless it is 0, which means unknown.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong value)
    {
        // Mostly the same partner as just before.
        if (value == _last || value == 0)
        {
            return;
        }

        _last = value;
        if (Count < _values.Length && ((_seen & Bit(value)) == 0 || !_values[..Count].Contains(value)))
        {
            _values[Count++] = value;
            _seen |= Bit(value);
        }
    }

    private static ulong Bit(ulong value) => 1UL << (int)(value & 63);

    private static int Start(Span<ulong> buffer, ulong first)
    {
        if (first == 0)
        {
            return 0;
        }

        buffer[0] = first;
        return 1;
    }
}
