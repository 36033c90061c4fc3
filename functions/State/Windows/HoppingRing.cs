using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>
/// One key's hopping window over the caller's bytes, drawn in <c>docs/formats/windows.md</c>. All zero is the empty window. Events may
/// come in any order: one whose bucket has left the ring is not counted, and the totals are those of any other order.
/// </summary>
/// <param name="window">The window.</param>
/// <param name="bytes">Its bytes, <see cref="HoppingWindow.Bytes"/> long.</param>
public readonly ref struct HoppingRing(HoppingWindow window, Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>Counts an event.</summary>
    /// <param name="timeMs">When it happened, milliseconds since the Unix epoch, checked against the future by <see cref="Watermark.Observe"/>.</param>
    /// <param name="amount">What is summed.</param>
    /// <returns>False when its bucket has left the ring.</returns>
    public bool Add(long timeMs, float amount)
    {
        var bucket = window.BucketOf(timeMs);
        if (!TryAdvance(bucket))
        {
            return false;
        }

        var at = Place(bucket);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(at);
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)Math.Min(count + 1, ushort.MaxValue));
        BinaryPrimitives.WriteSingleLittleEndian(at[2..], BinaryPrimitives.ReadSingleLittleEndian(at[2..]) + amount);
        return true;
    }

    /// <summary>Totals of the window at a time.</summary>
    /// <param name="timeMs">The time; for one before the newest event, buckets that have left the ring since are missing.</param>
    public WindowTotal TotalAt(long timeMs)
    {
        var head = Head;
        var last = Math.Min(head, (long)window.BucketOf(timeMs));
        var first = Math.Max(window.BucketOf(timeMs), (long)head) - window.Buckets + 1;
        var (count, sum) = (0L, 0.0);
        for (var bucket = Math.Max(first, 0); bucket <= last; bucket++)
        {
            var at = Place((uint)bucket);
            count += BinaryPrimitives.ReadUInt16LittleEndian(at);
            sum += BinaryPrimitives.ReadSingleLittleEndian(at[2..]);
        }

        return new WindowTotal(count, sum);
    }

    private uint Head => BinaryPrimitives.ReadUInt32LittleEndian(_bytes);

    /// <summary>Makes a bucket part of the ring, emptying those it jumps over; false when it has left the ring.</summary>
    private bool TryAdvance(uint bucket)
    {
        var head = Head;
        if (bucket <= head)
        {
            return head - bucket < window.Buckets;
        }

        for (var empty = bucket - head > window.Buckets ? bucket - (uint)window.Buckets + 1 : head + 1; empty <= bucket && empty != 0; empty++)
        {
            Place(empty).Clear();
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, bucket);
        return true;
    }

    private Span<byte> Place(uint bucket) =>
        _bytes.Slice(HoppingWindow.HeadBytes + ((int)(bucket % (uint)window.Buckets) * HoppingWindow.BucketBytes), HoppingWindow.BucketBytes);
}
