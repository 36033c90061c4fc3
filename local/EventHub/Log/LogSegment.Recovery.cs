namespace XbFunctions.EventHub;

/// <content>Walking over all records: at start-up, and to index a file that is read for the first time.</content>
internal sealed partial class LogSegment
{
    /// <summary>Walks over all records, keeps an index of them, and cuts the file behind the last whole one.</summary>
    /// <param name="producers">Hears of the idempotent producers.</param>
    /// <param name="last">The last whole record, when there is one.</param>
    /// <returns>Number of bytes cut.</returns>
    public long Recover(ProducerTable producers, out LogRecord? last)
    {
        var (index, length, found) = Scan(producers);
        var cut = Length - length;
        (_index, Length, last) = (index, length, found);
        if (cut > 0)
        {
            RandomAccess.SetLength(_handle, length);
        }

        return cut;
    }

    private (List<LogRecord> Index, long Length, LogRecord? Last) Scan(ProducerTable? producers)
    {
        var index = new List<LogRecord>();
        LogRecord? last = null;
        long position = SegmentHeader.Size, indexed = long.MinValue / 2;
        while (position < Length)
        {
            var chunk = ReadChunk(position).Span;
            var at = 0;
            while (TryReadRecord(chunk[at..], position + at, out var record) && Follows(record, last))
            {
                if (position + at - indexed >= IndexInterval)
                {
                    index.Add(record);
                    indexed = position + at;
                }

                if (record.HasProducer)
                {
                    producers?.Note(record.ReadProducer(chunk[at..]), record.Sequence);
                }

                last = record;
                at += record.Size;
            }

            if (at == 0)
            {
                break;
            }

            position += at;
        }

        return (index, position, last);
    }

    private bool Follows(LogRecord record, LogRecord? last) => last is { } before
        ? record.Sequence == before.Sequence + 1 && record.EnqueuedMilliseconds >= before.EnqueuedMilliseconds
        : record.Sequence == Header.FirstSequence && record.EnqueuedMilliseconds >= Header.PreviousEnqueued;
}
