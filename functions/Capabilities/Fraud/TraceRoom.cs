using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    public Span<PaymentTrace> Traces => From(Start, Length);

    /// <summary>A part of the stretch, without a look at the length of the array: it stands in a line of memory of its own, away from most of the payments.</summary>
    /// <param name="start">Where it begins in the array.</param>
    /// <param name="count">Its payments.</param>
    public Span<PaymentTrace> From(int start, int count)
    {
        Debug.Assert(start >= Start && start + count <= End, "A history stays within its room.");
        return count == 0 ? default : MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Slab), start), count);
    }
}
