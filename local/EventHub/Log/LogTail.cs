namespace XbFunctions.EventHub;

/// <summary>The newest batches of a partition in memory, oldest first. Not safe for several threads: its log locks.</summary>
internal sealed class LogTail
{
    private readonly List<LogBatch> _batches = [];
    private int _head;

    /// <summary>Bytes of all batches held.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => _head == _batches.Count;

    public LogBatch Oldest => _batches[_head];

    public void Add(LogBatch batch)
    {
        _batches.Add(batch);
        Bytes += batch.Bytes.Length;
    }

    public void RemoveOldest()
    {
        Bytes -= _batches[_head].Bytes.Length;
        _batches[_head++] = null!;
        if (_head > 64 && _head > _batches.Count / 2)
        {
            _batches.RemoveRange(0, _head);
            _head = 0;
        }
    }

    /// <summary>Copies events from a sequence number on, up to a number of events and of bytes, at least one if there is one.</summary>
    /// <param name="fromSequence">First sequence number; must not be before the oldest one held.</param>
    /// <param name="maxEvents">Most events to copy.</param>
    /// <param name="maxBytes">Bytes after which to stop.</param>
    /// <param name="events">Receives them.</param>
    public void CopyTo(long fromSequence, int maxEvents, int maxBytes, List<StoredEvent> events)
    {
        var bytes = 0;
        for (var at = Find(batch => batch.NextSequence > fromSequence); at < _batches.Count && events.Count < maxEvents && bytes < maxBytes; at++)
        {
            var batch = _batches[at];
            for (var index = (int)Math.Max(0, fromSequence - batch.FirstSequence); index < batch.Count && events.Count < maxEvents && bytes < maxBytes; index++)
            {
                var stored = batch.GetEvent(index);
                events.Add(stored);
                bytes += stored.Message.Length;
            }
        }
    }

    /// <summary>First sequence number whose record satisfies a condition that, once true, stays true; or <see langword="null"/>.</summary>
    public long? FindFirst(Func<LogRecord, bool> condition)
    {
        var at = Find(batch => condition(batch.GetRecord(batch.Count - 1)));
        if (at == _batches.Count)
        {
            return null;
        }

        var index = 0;
        while (!condition(_batches[at].GetRecord(index)))
        {
            index++;
        }

        return _batches[at].FirstSequence + index;
    }

    private int Find(Func<LogBatch, bool> condition)
    {
        var (low, high) = (_head, _batches.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = condition(_batches[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
