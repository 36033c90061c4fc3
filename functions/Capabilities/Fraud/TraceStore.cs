namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Memory for the histories of one table: rooms of a few lengths, cut from larger arrays and used again. A history that outgrows its room leaves it to
/// another one; with an array of its own for each, the garbage collector had more work with them than the features. The arrays are pinned: they stay for
/// good, and the collector would copy each twice on the way to where it leaves them alone. Not thread-safe.
/// </summary>
internal sealed class TraceStore
{
    // 64 KiB: below what counts as a large object.
    private const int SlabTraces = 1_000;

    private readonly Dictionary<int, Stack<TraceRoom>> _free = [];
    private PaymentTrace[] _slab = [];
    private int _used;

    /// <summary>Gives a room that nobody else has; what it holds is to be written before it is read.</summary>
    /// <param name="length">Its payments; 1 or more.</param>
    public TraceRoom Take(int length)
    {
        if (!_free.TryGetValue(length, out var rooms))
        {
            _free.Add(length, rooms = []);
        }

        if (rooms.TryPop(out var free))
        {
            return free;
        }

        if (length > SlabTraces / 4)
        {
            return new TraceRoom(new PaymentTrace[length], 0, length);
        }

        if (_used + length > _slab.Length)
        {
            (_slab, _used) = (GC.AllocateUninitializedArray<PaymentTrace>(SlabTraces, pinned: true), 0);
        }

        _used += length;
        return new TraceRoom(_slab, _used - length, length);
    }

    /// <summary>Takes a room back, emptied. Its former owner must not use it any more. One of a length that is never asked for is left to the collector.</summary>
    /// <param name="room">The room.</param>
    public void Give(TraceRoom room)
    {
        if (_free.TryGetValue(room.Length, out var rooms))
        {
            room.Traces.Clear();
            rooms.Push(room);
        }
    }
}
