using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>The segment files of one partition. Not safe for several threads: its log locks; reading a segment needs no lock.</summary>
internal sealed class SegmentStore : IDisposable
{
    private const string ProducersExtension = ".producers";

    private readonly string _directory;
    private readonly int _segmentBytes;
    private readonly ILogger _logger;
    private readonly ProducerTable _producers;
    private readonly List<LogSegment> _segments = [];

    private SegmentStore(string directory, int segmentBytes, ProducerTable producers, ILogger logger) =>
        (_directory, _segmentBytes, _producers, _logger) = (directory, segmentBytes, producers, logger);

    public LogSegment Active => _segments[^1];

    public long BeginSequence => _segments[0].Header.FirstSequence;

    public long Bytes => _segments.Sum(static segment => segment.Length);

    public bool HasSealed => _segments.Count > 1;

    /// <summary>Enqueued milliseconds of the newest record in the oldest file.</summary>
    public long OldestEnqueued => _segments[1].Header.PreviousEnqueued;

    /// <summary>Opens the files of a folder, cutting what a crash left half-written.</summary>
    /// <param name="directory">Folder of the partition; made where it is missing.</param>
    /// <param name="segmentBytes">Size at which a file is closed.</param>
    /// <param name="producers">Is filled with the idempotent producers, and kept beside the files.</param>
    /// <param name="logger">Hears of what was cut.</param>
    /// <param name="last">What the last record tells: where the log goes on.</param>
    /// <exception cref="HubStorageException">The folder or a file cannot be used.</exception>
    public static SegmentStore Open(string directory, int segmentBytes, ProducerTable producers, ILogger logger, out LogPosition last)
    {
        var store = new SegmentStore(directory, segmentBytes, producers, logger);
        try
        {
            Directory.CreateDirectory(directory);
            store.OpenFiles();
            last = store.Recover();
            return store;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            store.Dispose();
            throw new HubStorageException($"The partition folder '{directory}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Appends a batch, in a new file where the last one is full.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="before">What the log holds before it.</param>
    /// <param name="flushesSealed">Whether a full file is flushed to the disk before the next one is begun.</param>
    public void Append(LogBatch batch, LogPosition before, bool flushesSealed)
    {
        if (!Active.IsEmpty && Active.Length + batch.Bytes.Length > _segmentBytes)
        {
            Roll(before, flushesSealed);
        }

        Active.Append(batch);
    }

    /// <summary>Begins a new file.</summary>
    public void Roll(LogPosition before, bool flushesSealed)
    {
        if (flushesSealed)
        {
            Active.Flush();
        }

        // In this order, a crash at any point leaves the newest segment with the producers as they were at its start.
        var former = GetProducersPath(Active);
        _producers.Save(Path.Combine(_directory, Path.ChangeExtension(LogSegment.GetFileName(before.NextSequence), ProducersExtension)), BeginSequence);
        _segments.Add(LogSegment.Create(_directory, before.ToHeader()));
        File.Delete(former);
    }

    /// <summary>The file that holds a sequence number.</summary>
    public LogSegment Find(long sequence) => _segments.FindLast(segment => segment.Header.FirstSequence <= sequence) ?? _segments[0];

    /// <summary>The file behind another one, or <see langword="null"/>.</summary>
    public LogSegment? FindNext(LogSegment segment) =>
        _segments.Find(other => other.Header.FirstSequence > segment.Header.FirstSequence);

    public LogSegment[] Snapshot() => [.. _segments];

    public void RemoveOldest()
    {
        var oldest = _segments[0];
        _segments.RemoveAt(0);
        oldest.Delete();
    }

    public void Dispose() => _segments.ForEach(static segment => segment.Dispose());

    private static string GetProducersPath(LogSegment segment) => Path.ChangeExtension(segment.Path, ProducersExtension);

    private void OpenFiles()
    {
        var paths = Directory.GetFiles(_directory, "*.log").Order(StringComparer.Ordinal).ToArray();
        foreach (var path in paths)
        {
            if (LogSegment.TryOpen(path) is { } segment)
            {
                _segments.Add(segment);
            }
            else if (path == paths[^1] && new FileInfo(path).Length <= SegmentHeader.Size)
            {
                _logger.SegmentDropped(path);
                File.Move(path, path + ".damaged", overwrite: true);
            }
            else
            {
                throw new IOException($"the header of '{path}' is damaged, so its events cannot be placed. Restore the file, or move it away to go on without them.");
            }
        }
    }

    private LogPosition Recover()
    {
        if (_segments.Count == 0)
        {
            _segments.Add(LogSegment.Create(_directory, LogPosition.Start.ToHeader()));
            return LogPosition.Start;
        }

        _producers.Load(GetProducersPath(Active));
        var cut = Active.Recover(_producers, out var last);
        if (cut > 0)
        {
            _logger.TailCut(Active.Path, cut, Active.Length, last?.Sequence ?? Active.Header.FirstSequence - 1);
        }

        return last is { } record ? LogPosition.Behind(record) : LogPosition.Before(Active.Header);
    }
}
