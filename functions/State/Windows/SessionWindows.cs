namespace XbFunctions.State;

/// <summary>
/// Windows that last as long as events follow one another within a gap. An event between two sessions joins them, in whatever order the
/// three came.
/// </summary>
/// <typeparam name="TAggregate">What a session makes of its events.</typeparam>
public sealed class SessionWindows<TAggregate> : KeyedWindows<TAggregate>
    where TAggregate : struct, IWindowAggregate<TAggregate>
{
    private readonly long _gapMs;

    /// <summary>Makes windows.</summary>
    /// <param name="gap">Longest time between two events of one session; at least a millisecond.</param>
    /// <param name="mostOpen">Most sessions open at once; events that would open more are refused and counted.</param>
    public SessionWindows(TimeSpan gap, int mostOpen)
        : base(mostOpen)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gap, TimeSpan.FromMilliseconds(1));
        _gapMs = (long)gap.TotalMilliseconds;
    }

    private protected override bool HasRoomFor(in OpenWindows<TAggregate> windows, long timeMs)
    {
        for (var index = 0; index < windows.Count; index++)
        {
            if (Touches(windows[index], timeMs))
            {
                return true;
            }
        }

        return false;
    }

    private protected override OpenWindow<TAggregate> Place(ref OpenWindows<TAggregate> windows, long timeMs, in TAggregate one)
    {
        var session = new OpenWindow<TAggregate>(timeMs, timeMs, one);
        for (var index = windows.Count - 1; index >= 0; index--)
        {
            var other = windows[index];
            if (Touches(other, timeMs))
            {
                session = new OpenWindow<TAggregate>(
                    Math.Min(session.Start, other.Start), Math.Max(session.End, other.End), other.Aggregate.Merge(session.Aggregate));
                windows.RemoveAt(index);
            }
        }

        windows.Add(session);
        return session;
    }

    private protected override long DueAt(in OpenWindow<TAggregate> window) => window.End + _gapMs;

    private bool Touches(in OpenWindow<TAggregate> session, long timeMs) =>
        timeMs >= session.Start - _gapMs && timeMs <= session.End + _gapMs;
}
