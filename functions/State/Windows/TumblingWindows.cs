namespace XbFunctions.State;

/// <summary>Windows of one length, one behind the other: <c>[n x length, (n + 1) x length)</c> since the Unix epoch.</summary>
/// <typeparam name="TAggregate">What a window makes of its events.</typeparam>
public sealed class TumblingWindows<TAggregate> : KeyedWindows<TAggregate>
    where TAggregate : struct, IWindowAggregate<TAggregate>
{
    private readonly long _lengthMs;

    /// <summary>Makes windows.</summary>
    /// <param name="length">Length of a window; at least a millisecond.</param>
    /// <param name="mostOpen">Most windows open at once; events that would open more are refused and counted.</param>
    public TumblingWindows(TimeSpan length, int mostOpen)
        : base(mostOpen)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.FromMilliseconds(1));
        _lengthMs = (long)length.TotalMilliseconds;
    }

    private protected override bool HasRoomFor(in OpenWindows<TAggregate> windows, long startMs, long endMs) => IndexOf(windows, startMs) >= 0;

    private protected override OpenWindow<TAggregate> Place(ref OpenWindows<TAggregate> windows, long startMs, long endMs, in TAggregate one)
    {
        var index = IndexOf(windows, startMs);
        if (index >= 0)
        {
            return windows[index] = windows[index] with { Aggregate = windows[index].Aggregate.Merge(one) };
        }

        var start = StartOf(startMs);
        var window = new OpenWindow<TAggregate>(start, start + _lengthMs, one);
        windows.Add(window);
        return window;
    }

    private protected override long DueAt(in OpenWindow<TAggregate> window) => window.End - 1;

    private int IndexOf(in OpenWindows<TAggregate> windows, long timeMs)
    {
        var start = StartOf(timeMs);
        for (var index = windows.Count - 1; index >= 0; index--)
        {
            if (windows[index].Start == start)
            {
                return index;
            }
        }

        return -1;
    }

    private long StartOf(long timeMs) => timeMs - (((timeMs % _lengthMs) + _lengthMs) % _lengthMs);
}
