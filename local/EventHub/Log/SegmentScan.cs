namespace XbFunctions.EventHub;

/// <summary>What a walk over a segment file has found so far.</summary>
/// <param name="header">Header of the file.</param>
/// <param name="producers">Hears of the idempotent producers of whole batches.</param>
internal sealed class SegmentScan(SegmentHeader header, ProducerTable? producers)
{
    private const int IndexInterval = 64 << 10;

    private LogRecord? _read;
    private ProducerStamp? _stamp;
    private long _end = SegmentHeader.Size;
    private long _indexed = long.MinValue / 2;
    private bool _isBehindDamage;

    /// <summary>A record for every 64 KiB.</summary>
    public List<LogRecord> Index { get; } = [];

    /// <summary>Bytes up to the end of the last whole batch.</summary>
    public long Length { get; private set; } = SegmentHeader.Size;

    /// <summary>Last record of the last whole batch.</summary>
    public LogRecord? Last { get; private set; }

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record, intact.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="position">Its position in the file.</param>
    /// <returns>Whether it follows those before.</returns>
    public bool TryAdd(LogRecord record, ReadOnlySpan<byte> bytes, long position)
    {
        if (!Follows(record))
        {
            return false;
        }

        _isBehindDamage = false;
        if (position - _indexed >= IndexInterval)
        {
            Index.Add(record);
            _indexed = position;
        }

        _stamp = record.HasProducer ? record.ReadProducer(bytes) : null;
        (_read, _end) = (record, position + record.Size);
        if (!record.IsFollowed)
        {
            Complete();
        }

        return true;
    }

    /// <summary>Goes on behind damage: half of a batch before it counts, because no crash leaves it so.</summary>
    public void SkipDamage()
    {
        Complete();
        _isBehindDamage = true;
    }

    /// <summary>Forgets half of a batch at the end.</summary>
    public void Finish()
    {
        while (Index.Count > 0 && Index[^1].Sequence > (Last?.Sequence ?? -1))
        {
            Index.RemoveAt(Index.Count - 1);
        }
    }

    private void Complete()
    {
        (Last, Length) = (_read, _end);
        if (_stamp is { } stamp && _read is { } record)
        {
            producers?.Note(stamp, record.Sequence);
        }
    }

    private bool Follows(LogRecord record)
    {
        var (next, enqueued) = _read is { } last
            ? (last.Sequence + 1, last.EnqueuedMilliseconds)
            : (header.FirstSequence, header.PreviousEnqueued);
        return (_isBehindDamage ? record.Sequence >= next : record.Sequence == next) && record.EnqueuedMilliseconds >= enqueued;
    }
}
