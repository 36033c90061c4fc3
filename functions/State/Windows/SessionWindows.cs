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

    /// <summary>Adds a session, or a part of one, that was gathered elsewhere; it joins the sessions that it touches.</summary>
    /// <param name="key">Whose session.</param>
    /// <param name="startMs">Its first event, milliseconds since the Unix epoch.</param>
    /// <param name="endMs">Its last event; not before <paramref name="startMs"/>.</param>
    /// <param name="session">What it made of its events.</param>
    /// <returns>False when it would open a session and no more may be open: it is not counted.</returns>
    public bool AddSession(ulong key, long startMs, long endMs, in TAggregate session)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(endMs, startMs);
        return Add(key, startMs, endMs, session);
    }

    /// <summary>Finds the open session that an event would be added to.</summary>
    /// <param name="key">Whose session.</param>
    /// <param name="timeMs">When the event happened.</param>
    /// <param name="session">The session so far; the one that began last where the event would join several.</param>
    /// <returns>False when the event would begin a session.</returns>
    public bool TryFind(ulong key, long timeMs, out ClosedWindow<TAggregate> session)
    {
        session = default;
        ref readonly var windows = ref WindowsOf(key, out var isKnown);
        var found = false;
        for (var index = 0; isKnown && index < windows.Count; index++)
        {
            var window = windows[index];
            if (Touches(window, timeMs, timeMs) && (!found || window.Start > session.StartMs))
            {
                session = new ClosedWindow<TAggregate>(key, window.Start, window.End, window.Aggregate);
                found = true;
            }
        }

        return found;
    }

    /// <summary>Whether a key has open sessions.</summary>
    /// <param name="key">Whose sessions.</param>
    public bool Holds(ulong key)
    {
        WindowsOf(key, out var isKnown);
        return isKnown;
    }

    /// <summary>Takes the open sessions of a key away, to be added elsewhere.</summary>
    /// <param name="key">Whose sessions.</param>
    /// <param name="taken">Receives them.</param>
    public void Take(ulong key, ICollection<ClosedWindow<TAggregate>> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        TakeAll(key, taken);
    }

    private protected override bool HasRoomFor(in OpenWindows<TAggregate> windows, long startMs, long endMs)
    {
        for (var index = 0; index < windows.Count; index++)
        {
            if (Touches(windows[index], startMs, endMs))
            {
                return true;
            }
        }

        return false;
    }

    private protected override OpenWindow<TAggregate> Place(ref OpenWindows<TAggregate> windows, long startMs, long endMs, in TAggregate one)
    {
        var session = new OpenWindow<TAggregate>(startMs, endMs, one);
        for (var index = windows.Count - 1; index >= 0; index--)
        {
            var other = windows[index];
            if (Touches(other, startMs, endMs))
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

    private bool Touches(in OpenWindow<TAggregate> session, long startMs, long endMs) =>
        endMs >= session.Start - _gapMs && startMs <= session.End + _gapMs;
}
