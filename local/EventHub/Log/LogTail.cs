namespace XbFunctions.EventHub;

/// <summary>
/// The newest batches of a partition in memory, oldest first. Its memory is its own and used again, readers get copies of it. Not safe for several
/// threads: its log locks.
/// </summary>
internal sealed class LogTail
{
    private readonly List<TailBatch> _batches = [];
    private readonly TailBlocks _blocks = new();
    private int _head;

    /// <summary>Bytes of all batches held.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => _head == _batches.Count;

    public TailBatch Oldest => _batches[_head];

    /// <summary>Copies a batch, which must follow the last one.</summary>
    public void Add(LogBatch batch)
    {
        var offset = batch.GetRecord(0).Offset;
        if (IsEmpty)
        {
            _blocks.Restart(offset);
        }

        _blocks.Append(batch.Bytes.Span);
        _batches.Add(new TailBatch(batch.Starts, batch.Bytes.Length, batch.FirstSequence, offset, batch.EnqueuedMilliseconds));
        Bytes += batch.Bytes.Length;
    }

    public void RemoveOldest()
    {
        var oldest = _batches[_head];
        Bytes -= oldest.Length;
        _batches[_head++] = default;
        _blocks.RemoveBefore(oldest.FirstOffset + oldest.Length);
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
    /// <param name="blocks">Memory to copy them to; <see langword="null"/> for new arrays.</param>
    public void CopyTo(long fromSequence, int maxEvents, int maxBytes, List<StoredEvent> events, ReadBlocks? blocks = null)
    {
        var at = Find(batch => batch.NextSequence > fromSequence);
        var index = at < _batches.Count ? (int)Math.Max(0, fromSequence - _batches[at].FirstSequence) : 0;
        var bytes = 0L;
        while (at < _batches.Count && events.Count < maxEvents && bytes < maxBytes)
        {
            var (start, count) = (_batches[at].OffsetOf(index), 0);
            var end = start;
            while (at < _batches.Count && events.Count + count < maxEvents && bytes + (end - start) < maxBytes)
            {
                var next = _batches[at].OffsetOf(index + 1);
                if (count > 0 && next - start > ReadBlocks.BlockBytes)
                {
                    break;
                }

                (end, count) = (next, count + 1);
                (at, index) = index + 1 < _batches[at].Count ? (at, index + 1) : (at + 1, 0);
            }

            Copy(start, end, events, blocks);
            bytes += end - start;
        }
    }

    /// <summary>First sequence number whose record satisfies a condition that, once true, stays true; or <see langword="null"/>.</summary>
    public long? FindFirst(Func<LogRecord, bool> condition)
    {
        var at = Find(batch => condition(GetRecord(batch, batch.Count - 1)));
        if (at == _batches.Count)
        {
            return null;
        }

        var index = 0;
        while (!condition(GetRecord(_batches[at], index)))
        {
            index++;
        }

        return _batches[at].FirstSequence + index;
    }

    /// <summary>Copies whole records into memory that no other records share.</summary>
    private void Copy(long start, long end, List<StoredEvent> events, ReadBlocks? blocks)
    {
        var piece = ReadBlocks.Take(blocks, (int)(end - start));
        _blocks.CopyTo(start, piece.Span);
        for (var at = 0; at < piece.Length;)
        {
            var record = LogRecord.ReadHead(piece.Span[at..]);
            var message = piece.Slice(at + LogRecord.HeadSize, record.MessageLength);
            events.Add(ReadBlocks.Make(blocks, record, message));
            at += record.Size;
        }
    }

    private LogRecord GetRecord(TailBatch batch, int index)
    {
        Span<byte> head = stackalloc byte[LogRecord.HeadSize];
        _blocks.CopyTo(batch.OffsetOf(index), head);
        return LogRecord.ReadHead(head);
    }

    private int Find(Func<TailBatch, bool> condition)
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
