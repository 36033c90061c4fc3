namespace XbFunctions.Capabilities.Fraud;

/// <summary>Counts distinct values over a caller's buffer; a full buffer reads as "this many or more".</summary>
/// <param name="buffer">Scratch space; its length is the highest count.</param>
internal ref struct DistinctValues(Span<ulong> buffer)
{
    private readonly Span<ulong> _values = buffer;

    /// <summary>Distinct values so far.</summary>
    public int Count { get; private set; }

    /// <summary>Counts a value unless it is 0, which means unknown.</summary>
    /// <param name="value">The value.</param>
    public void Add(ulong value)
    {
        if (value != 0 && Count < _values.Length && !_values[..Count].Contains(value))
        {
            _values[Count++] = value;
        }
    }

    /// <summary>Whether the value has been counted.</summary>
    /// <param name="value">The value.</param>
    public readonly bool Contains(ulong value) => _values[..Count].Contains(value);
}
