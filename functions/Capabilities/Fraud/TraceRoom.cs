namespace XbFunctions.Capabilities.Fraud;

/// <summary>A stretch of an array that belongs to one history; the default is no room at all.</summary>
/// <param name="Slab">The array, which other histories may share.</param>
/// <param name="Start">Where the stretch begins.</param>
/// <param name="Length">Payments that it has room for.</param>
internal readonly record struct TraceRoom(PaymentTrace[] Slab, int Start, int Length)
{
    /// <summary>Behind its last place.</summary>
    public int End => Start + Length;

    /// <summary>The stretch.</summary>
    public Span<PaymentTrace> Traces => Slab.AsSpan(Start, Length);
}
