using System.Globalization;

namespace XbFunctions.EventHub;

/// <summary>One file of a partition log. One writer; reads may run beside it.</summary>
internal sealed partial class LogSegment : IDisposable
{
    private const int IndexInterval = 64 << 10;

    private readonly SegmentFile _file;
    private readonly Lock _indexLock = new();
    private List<LogRecord>? _index;

    private LogSegment(string path, SegmentHeader header, SegmentFile file, long length) =>
        (Path, Header, _file, Length) = (path, header, file, length);

    public string Path { get; }

    public SegmentHeader Header { get; }

    /// <summary>Bytes of the file that hold the header and whole records.</summary>
    public long Length { get; private set; }

    /// <summary>Whether a write failed and what it left could not be cut off: nothing may be written behind it.</summary>
    public bool IsTorn { get; private set; }

    public bool IsEmpty => Length == SegmentHeader.Size;

    public static string GetFileName(long firstSequence) => $"{firstSequence.ToString("D20", CultureInfo.InvariantCulture)}.log";

    /// <summary>Makes a new file.</summary>
    public static LogSegment Create(string directory, SegmentHeader header, Func<string, FileMode, SegmentFile> open)
    {
        var path = System.IO.Path.Combine(directory, GetFileName(header.FirstSequence));
        var file = open(path, FileMode.Create);
        try
        {
            WriteHeader(file, header);
            return new LogSegment(path, header, file, SegmentHeader.Size) { _index = [] };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file; all of its bytes count until they are scanned.</summary>
    /// <returns>The segment, or <see langword="null"/> when its header is damaged.</returns>
    public static LogSegment? TryOpen(string path, Func<string, FileMode, SegmentFile> open)
    {
        var file = open(path, FileMode.Open);
        var bytes = new byte[SegmentHeader.Size];
        if (file.Read(bytes, 0) == bytes.Length && SegmentHeader.TryRead(bytes, out var header)
            && System.IO.Path.GetFileName(path) == GetFileName(header.FirstSequence))
        {
            return new LogSegment(path, header, file, file.Length);
        }

        file.Dispose();
        return null;
    }

    /// <summary>Appends a batch behind the last whole record; of one that cannot be written nothing is left.</summary>
    public void Append(LogBatch batch)
    {
        try
        {
            _file.Write(batch.Bytes.Span, Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CutBack();
            throw;
        }

        lock (_indexLock)
        {
            if (_index is not null && (_index.Count == 0 || Length - GetPosition(_index[^1].Offset) >= IndexInterval))
            {
                _index.Add(batch.GetRecord(0));
            }
        }

        Length += batch.Bytes.Length;
    }

    public void Flush() => _file.Flush();

    /// <summary>First sequence number whose record satisfies a condition that, once true, stays true; or <see langword="null"/>.</summary>
    public long? FindFirst(Func<LogRecord, bool> condition)
    {
        var (position, blocks) = (Seek(record => !condition(record)), new ReadBlocks());
        while (position < Length)
        {
            blocks.Release();
            var chunk = ReadChunk(position, blocks).Span;
            var at = 0;
            while (TryReadRecord(chunk[at..], position + at, out var record))
            {
                if (condition(record))
                {
                    return record.Sequence;
                }

                at += record.Size;
            }

            position = at > 0 ? position + at : FindIntact(position + 1) ?? Length;
        }

        return null;
    }

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private static void WriteHeader(SegmentFile file, SegmentHeader header)
    {
        var bytes = new byte[SegmentHeader.Size];
        header.Write(bytes);
        file.Write(bytes, 0);
    }

    /// <summary>Cuts off what a failed write left: a shorter batch in its place would bring the rest of it back to life at the next start.</summary>
    private void CutBack()
    {
        try
        {
            _file.SetLength(Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            IsTorn = true;
        }
    }

    private long GetPosition(long offset) => SegmentHeader.Size + offset - Header.FirstOffset;

    /// <summary>Position of the last indexed record that satisfies a condition which, once false, stays false; else of the first record.</summary>
    private long Seek(Func<LogRecord, bool> condition)
    {
        lock (_indexLock)
        {
            _index ??= Scan(null).Index;
            var (low, high) = (0, _index.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = condition(_index[middle]) ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? SegmentHeader.Size : GetPosition(_index[low - 1].Offset);
        }
    }

    /// <summary>Reads whole records from a position on: a fixed size, more where the first record is larger.</summary>
    private ReadOnlyMemory<byte> ReadChunk(long position, ReadBlocks? blocks = null)
    {
        var bytes = ReadBytes(position, ReadBlocks.BlockBytes, blocks);
        return bytes.Length >= LogRecord.HeadSize && !LogRecord.TryRead(bytes.Span, out var record)
            && record.PayloadLength >= 0 && LogRecord.HeadSize + (long)record.PayloadLength <= Math.Min(Length - position, Array.MaxLength)
            ? ReadBytes(position, record.Size, blocks)
            : bytes;
    }

    private ReadOnlyMemory<byte> ReadBytes(long position, int count, ReadBlocks? blocks = null)
    {
        var bytes = ReadBlocks.Take(blocks, (int)Math.Min(count, Length - position));
        var read = 0;
        while (read < bytes.Length)
        {
            var now = _file.Read(bytes.Span[read..], position + read);
            if (now == 0)
            {
                return bytes[..read];
            }

            read += now;
        }

        return bytes;
    }

    /// <summary>Reads the record at a position, if it is whole, intact and in its place.</summary>
    private bool TryReadRecord(ReadOnlySpan<byte> bytes, long position, out LogRecord record) =>
        LogRecord.TryRead(bytes, out record) && GetPosition(record.Offset) == position && record.IsIntact(bytes);
}
