namespace XbFunctions.EventHub;

/// <content>Reading events from a sequence number on.</content>
internal sealed partial class LogSegment
{
    private const int UsualBatch = 4096;

    // Where the latest reads ended: whoever reads on from there needs no index, which takes a walk over the whole file.
    private readonly (long Sequence, long Position)[] _readEnds = new (long, long)[8];
    private int _reads;

    /// <summary>Reads events.</summary>
    /// <param name="from">First sequence number.</param>
    /// <param name="end">Sequence number to stop before.</param>
    /// <param name="maxEvents">Most events.</param>
    /// <param name="maxBytes">Bytes after which to stop.</param>
    /// <param name="blocks">Memory to read them to; <see langword="null"/> for new arrays.</param>
    /// <returns>The events up to the next damaged record; they begin behind <paramref name="from"/> when that one is damaged.</returns>
    public List<StoredEvent> Read(long from, long end, int maxEvents, int maxBytes, ReadBlocks? blocks = null)
    {
        var events = new List<StoredEvent>((int)Math.Min(Math.Min(maxEvents, UsualBatch), end - from));
        var (position, bytes, isAtEnd) = (FindStart(from), 0, false);
        while (!isAtEnd && events.Count < maxEvents && bytes < maxBytes && position < Length)
        {
            var chunk = ReadChunk(position, blocks);
            var at = 0;
            while (events.Count < maxEvents && bytes < maxBytes && TryReadRecord(chunk.Span[at..], position + at, out var record))
            {
                isAtEnd = record.Sequence >= end;
                if (isAtEnd)
                {
                    break;
                }

                if (record.Sequence >= from)
                {
                    var payload = chunk.Slice(at + LogRecord.HeadSize, record.MessageLength);
                    events.Add(ReadBlocks.Make(blocks, record, payload));
                    bytes += record.Size;
                }

                at += record.Size;
            }

            if (at == 0 && (events.Count > 0 || isAtEnd))
            {
                break;
            }

            position = at > 0 ? position + at : FindIntact(position + 1) ?? Length;
        }

        if (events.Count > 0)
        {
            RememberEnd(events[^1].SequenceNumber + 1, position);
        }

        return events;
    }

    private long FindStart(long from)
    {
        lock (_indexLock)
        {
            var at = Array.FindIndex(_readEnds, end => end.Sequence == from && end.Position > 0);
            if (at >= 0)
            {
                return _readEnds[at].Position;
            }
        }

        return from <= Header.FirstSequence ? SegmentHeader.Size : Seek(record => record.Sequence <= from);
    }

    private void RememberEnd(long nextSequence, long position)
    {
        lock (_indexLock)
        {
            _readEnds[_reads++ % _readEnds.Length] = (nextSequence, position);
        }
    }
}
