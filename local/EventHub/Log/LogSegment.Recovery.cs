using System.Buffers.Binary;

namespace XbFunctions.EventHub;

/// <content>Walking over all records: at start-up, and to index a file that is read for the first time.</content>
internal sealed partial class LogSegment
{
    private readonly HashSet<long> _toldDamage = [];

    /// <summary>Opens a file whose header is damaged by what its first record tells, and writes the header anew.</summary>
    /// <returns>The segment, or <see langword="null"/> when the first record is damaged, too.</returns>
    public static LogSegment? TryRebuild(string path, Func<string, FileMode, SegmentFile> open)
    {
        var file = open(path, FileMode.Open);
        var segment = new LogSegment(path, default, file, file.Length);
        var chunk = segment.ReadChunk(SegmentHeader.Size).Span;
        if (!LogRecord.TryRead(chunk, out var first) || !first.IsIntact(chunk) || System.IO.Path.GetFileName(path) != GetFileName(first.Sequence))
        {
            file.Dispose();
            return null;
        }

        // What stood before is not known any more; these are the last values it can have had.
        var header = new SegmentHeader(first.Sequence, first.Offset, first.Offset - 1, first.EnqueuedMilliseconds);
        WriteHeader(file, header);
        return new LogSegment(path, header, file, file.Length);
    }

    /// <summary>Walks over all records, keeps an index of them, and cuts the file behind the last whole batch.</summary>
    /// <param name="producers">Hears of the idempotent producers.</param>
    /// <param name="last">The last record that stays, when there is one.</param>
    /// <returns>Number of bytes cut.</returns>
    public long Recover(ProducerTable producers, out LogRecord? last)
    {
        var scan = Scan(producers);
        var cut = Length - scan.Length;
        (_index, Length, last) = (scan.Index, scan.Length, scan.Last);
        if (cut > 0)
        {
            _file.SetLength(Length);
        }

        return cut;
    }

    /// <summary>Whether damage is told for the first time.</summary>
    /// <param name="from">First sequence number that cannot be read.</param>
    public bool IsNewDamage(long from)
    {
        lock (_indexLock)
        {
            return _toldDamage.Add(from);
        }
    }

    private SegmentScan Scan(ProducerTable? producers)
    {
        var scan = new SegmentScan(Header, producers);
        var blocks = new ReadBlocks();
        for (long position = SegmentHeader.Size; position < Length;)
        {
            blocks.Release();
            var chunk = ReadChunk(position, blocks).Span;
            var at = 0;
            while (TryReadRecord(chunk[at..], position + at, out var record) && scan.TryAdd(record, chunk[at..], position + at))
            {
                at += record.Size;
            }

            if (at > 0)
            {
                position += at;
                continue;
            }

            // A write that was cut short has nothing behind it; what has is damage, and the events behind it are good.
            if (FindIntact(position + 1) is not { } next)
            {
                break;
            }

            scan.SkipDamage();
            position = next;
        }

        scan.Finish();
        return scan;
    }

    /// <summary>Position of the next intact record, recognised by the offset it must have there and its checksum.</summary>
    private long? FindIntact(long position)
    {
        const int offsetField = 20;
        while (position + LogRecord.HeadSize <= Length)
        {
            var bytes = ReadBytes(position, ReadBlocks.BlockBytes).Span;
            var candidates = bytes.Length - LogRecord.HeadSize + 1;
            for (var at = 0; at < candidates; at++)
            {
                if (BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + offsetField)..]) == Header.FirstOffset + position + at - SegmentHeader.Size
                    && TryReadRecord(ReadChunk(position + at).Span, position + at, out _))
                {
                    return position + at;
                }
            }

            if (candidates <= 0)
            {
                break;
            }

            position += candidates;
        }

        return null;
    }
}
