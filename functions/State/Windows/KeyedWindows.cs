namespace XbFunctions.State;

/// <summary>
/// Windows by key that stay open until the watermark has passed them by the allowed lateness. Add only events that
/// <see cref="Watermark.Observe"/> lets count, and close up to <see cref="Watermark.ClosedBefore"/>: a closed window then lacks no event
/// that counted. Not thread-safe.
/// </summary>
/// <typeparam name="TAggregate">What a window makes of its events.</typeparam>
public abstract class KeyedWindows<TAggregate>
    where TAggregate : struct, IWindowAggregate<TAggregate>
{
    private readonly KeyedTable<OpenWindows<TAggregate>> _keys;
    private readonly PriorityQueue<ulong, long> _due = new();
    private readonly int _mostOpen;
    private bool _isIndexed = true;

    private protected KeyedWindows(int mostOpen)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostOpen, 1);
        _mostOpen = mostOpen;
        _keys = new KeyedTable<OpenWindows<TAggregate>>(mostOpen);
    }

    /// <summary>Windows open now.</summary>
    public int Open { get; private set; }

    /// <summary>Events refused because as many windows were open as are allowed.</summary>
    public long Refused { get; private set; }

    /// <summary>Counts an event.</summary>
    /// <param name="key">Whose window.</param>
    /// <param name="timeMs">When it happened, milliseconds since the Unix epoch.</param>
    /// <param name="one">The aggregate of this event alone.</param>
    /// <returns>False when it would open a window and no more may be open: it is not counted.</returns>
    public bool Add(ulong key, long timeMs, in TAggregate one) => Add(key, timeMs, timeMs, one);

    /// <summary>The open windows of a key, to be read.</summary>
    private protected ref readonly OpenWindows<TAggregate> WindowsOf(ulong key, out bool isKnown) => ref _keys.Find(key, out isKnown);

    /// <summary>Takes every open window of a key away.</summary>
    private protected void TakeAll(ulong key, ICollection<ClosedWindow<TAggregate>> taken)
    {
        Index();
        ref readonly var windows = ref _keys.Find(key, out var isKnown);
        if (!isKnown)
        {
            return;
        }

        for (var index = 0; index < windows.Count; index++)
        {
            var window = windows[index];
            taken.Add(new ClosedWindow<TAggregate>(key, window.Start, window.End, window.Aggregate));
        }

        // Entries of the queue that lead to a key without windows are passed over when they are due.
        Open -= windows.Count;
        _keys.Remove(key);
    }

    /// <summary>Counts what spans a time.</summary>
    private protected bool Add(ulong key, long startMs, long endMs, in TAggregate one)
    {
        Index();
        ref readonly var known = ref _keys.Find(key, out var isKnown);
        if (Open >= _mostOpen && !(isKnown && HasRoomFor(known, startMs, endMs)))
        {
            Refused++;
            return false;
        }

        ref var windows = ref _keys.Touch(key);
        var before = windows.Count;
        var window = Place(ref windows, startMs, endMs, one);
        Open += windows.Count - before;
        if (windows.Count > before)
        {
            // A window that was there is filed already; when it is due its time is looked at anew.
            _due.Enqueue(key, DueAt(window));
        }

        return true;
    }

    /// <summary>Closes the windows that no event can change any more.</summary>
    /// <param name="closedBeforeMs">As <see cref="Watermark.ClosedBefore"/> gives it.</param>
    /// <param name="closed">Receives them by end, then key, then start.</param>
    public void Close(long closedBeforeMs, ICollection<ClosedWindow<TAggregate>> closed)
    {
        ArgumentNullException.ThrowIfNull(closed);
        Index();
        var found = new List<ClosedWindow<TAggregate>>();
        while (_due.TryPeek(out var key, out var due) && due < closedBeforeMs)
        {
            _due.Dequeue();
            CloseOf(key, closedBeforeMs, found);
        }

        found.Sort(static (left, right) =>
            (left.EndMs, left.Key, left.StartMs).CompareTo((right.EndMs, right.Key, right.StartMs)));
        found.ForEach(closed.Add);
    }

    /// <summary>Captures the open windows for a snapshot.</summary>
    public IStateCapture Capture() => _keys.Capture();

    /// <summary>Adds a piece of a snapshot to windows that have nothing but earlier pieces of it.</summary>
    /// <param name="piece">A piece as the capture wrote it.</param>
    /// <exception cref="FormatException">The piece is malformed or does not go with those before it.</exception>
    public void Load(ReadOnlySpan<byte> piece)
    {
        _keys.Load(piece);
        _isIndexed = false;
    }

    /// <summary>Adds a piece of a snapshot that an earlier version wrote, whose aggregates had another form.</summary>
    /// <typeparam name="TEarlier">The earlier form.</typeparam>
    /// <param name="piece">A piece as the capture wrote it.</param>
    /// <param name="upgrade">Makes today's aggregate of it.</param>
    /// <exception cref="FormatException">The piece is malformed or does not go with those before it.</exception>
    public void Load<TEarlier>(ReadOnlySpan<byte> piece, Func<TEarlier, TAggregate> upgrade)
        where TEarlier : struct, IWindowAggregate<TEarlier>
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        _keys.Load<OpenWindows<TEarlier>>(piece, earlier => earlier.Select(upgrade));
        _isIndexed = false;
    }

    /// <summary>Whether what spans a time changes windows that are open, without opening one.</summary>
    private protected abstract bool HasRoomFor(in OpenWindows<TAggregate> windows, long startMs, long endMs);

    /// <summary>Puts what spans a time where it belongs and returns its window; an event begins and ends at once.</summary>
    private protected abstract OpenWindow<TAggregate> Place(ref OpenWindows<TAggregate> windows, long startMs, long endMs, in TAggregate one);

    /// <summary>The last time at which an event may still change a window.</summary>
    private protected abstract long DueAt(in OpenWindow<TAggregate> window);

    private void CloseOf(ulong key, long closedBeforeMs, List<ClosedWindow<TAggregate>> found)
    {
        ref var windows = ref _keys.Edit(key, out var isKnown);
        if (!isKnown)
        {
            return;
        }

        for (var index = windows.Count - 1; index >= 0; index--)
        {
            var window = windows[index];
            if (DueAt(window) < closedBeforeMs)
            {
                found.Add(new ClosedWindow<TAggregate>(key, window.Start, window.End, window.Aggregate));
                windows.RemoveAt(index);
                Open--;
            }
        }

        if (windows.Count == 0)
        {
            _keys.Remove(key);
            return;
        }

        // One entry a key is enough, at the earliest: what went on since it was filed is looked at again when it is due now.
        var next = long.MaxValue;
        for (var index = 0; index < windows.Count; index++)
        {
            next = Math.Min(next, DueAt(windows[index]));
        }

        _due.Enqueue(key, next);
    }

    private void Index()
    {
        if (_isIndexed)
        {
            return;
        }

        _isIndexed = true;
        _due.Clear();
        Open = 0;
        foreach (var key in _keys.Keys)
        {
            ref readonly var windows = ref _keys.Find(key, out _);
            Open += windows.Count;
            for (var index = 0; index < windows.Count; index++)
            {
                _due.Enqueue(key, DueAt(windows[index]));
            }
        }
    }
}
