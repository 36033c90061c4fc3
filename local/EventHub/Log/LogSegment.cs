using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace XbFunctions.EventHub;

/// <summary>One file of a partition log. One writer; reads may run beside it.</summary>
internal sealed partial class LogSegment : IDisposable
{
    private const int ReadSize = 256 << 10;
    private const int IndexInterval = 64 << 10;

    private readonly SafeFileHandle _handle;
    private readonly Lock _indexLock = new();
    private List<LogRecord>? _index;

    private LogSegment(string path, SegmentHeader header, SafeFileHandle handle, long length) =>
        (Path, Header, _handle, Length) = (path, header, handle, length);

    public string Path { get; }

    public SegmentHeader Header { get; }

    /// <summary>Bytes of the file that hold the header and whole records.</summary>
    public long Length { get; private set; }

    public bool IsEmpty => Length == SegmentHeader.Size;

    public static string GetFileName(long firstSequence) => $"{firstSequence.ToString("D20", CultureInfo.InvariantCulture)}.log";

    /// <summary>Makes a new file.</summary>
    public static LogSegment Create(string directory, SegmentHeader header)
    {
        var path = System.IO.Path.Combine(directory, GetFileName(header.FirstSequence));
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var bytes = new byte[SegmentHeader.Size];
        header.Write(bytes);
        RandomAccess.Write(handle, bytes, 0);
        return new LogSegment(path, header, handle, bytes.Length) { _index = [] };
    }

    /// <summary>Opens a file; all of its bytes count until they are scanned.</summary>
    /// <returns>The segment, or <see langword="null"/> when its header is damaged.</returns>
    public static LogSegment? TryOpen(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var bytes = new byte[SegmentHeader.Size];
        if (RandomAccess.Read(handle, bytes, 0) == bytes.Length && SegmentHeader.TryRead(bytes, out var header)
            && System.IO.Path.GetFileName(path) == GetFileName(header.FirstSequence))
        {
            return new LogSegment(path, header, handle, RandomAccess.GetLength(handle));
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Appends a batch behind the last whole record.</summary>
    public void Append(LogBatch batch)
    {
        RandomAccess.Write(_handle, batch.Bytes.Span, Length);
        lock (_indexLock)
        {
            if (_index is not null && (_index.Count == 0 || Length - GetPosition(_index[^1].Offset) >= IndexInterval))
            {
                _index.Add(batch.GetRecord(0));
            }
        }

        Length += batch.Bytes.Length;
    }

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Reads events.</summary>
    /// <param name="from">First sequence number.</param>
    /// <param name="end">Sequence number to stop before.</param>
    /// <param name="maxEvents">Most events.</param>
    /// <param name="maxBytes">Bytes after which to stop.</param>
    /// <returns>The events; none when the record at <paramref name="from"/> is damaged.</returns>
    public List<StoredEvent> Read(long from, long end, int maxEvents, int maxBytes)
    {
        var events = new List<StoredEvent>();
        var (position, bytes) = (Seek(record => record.Sequence <= from), 0);
        while (events.Count < maxEvents && bytes < maxBytes && position < Length)
        {
            var chunk = ReadChunk(position);
            var at = 0;
            while (events.Count < maxEvents && bytes < maxBytes && TryReadRecord(chunk.Span[at..], position + at, out var record) && record.Sequence < end)
            {
                if (record.Sequence >= from)
                {
                    var payload = chunk.Slice(at + LogRecord.HeadSize, record.MessageLength);
                    events.Add(new StoredEvent(record.Sequence, record.Offset, record.EnqueuedMilliseconds, payload, record.HeaderLength));
                    bytes += record.Size;
                }

                at += record.Size;
            }

            if (at == 0)
            {
                break;
            }

            position += at;
        }

        return events;
    }

    /// <summary>First sequence number whose record satisfies a condition that, once true, stays true; or <see langword="null"/>.</summary>
    public long? FindFirst(Func<LogRecord, bool> condition)
    {
        var position = Seek(record => !condition(record));
        while (position < Length)
        {
            var chunk = ReadChunk(position).Span;
            var at = 0;
            while (TryReadRecord(chunk[at..], position + at, out var record))
            {
                if (condition(record))
                {
                    return record.Sequence;
                }

                at += record.Size;
            }

            if (at == 0)
            {
                break;
            }

            position += at;
        }

        return null;
    }

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _handle.Dispose();

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
    private ReadOnlyMemory<byte> ReadChunk(long position)
    {
        var bytes = ReadBytes(position, ReadSize);
        return bytes.Length >= LogRecord.HeadSize && !LogRecord.TryRead(bytes, out var record)
            && record.PayloadLength >= 0 && LogRecord.HeadSize + (long)record.PayloadLength <= Math.Min(Length - position, Array.MaxLength)
            ? ReadBytes(position, record.Size)
            : bytes;
    }

    private byte[] ReadBytes(long position, int count)
    {
        var bytes = new byte[Math.Min(count, Length - position)];
        var read = 0;
        while (read < bytes.Length)
        {
            var now = RandomAccess.Read(_handle, bytes.AsSpan(read), position + read);
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
