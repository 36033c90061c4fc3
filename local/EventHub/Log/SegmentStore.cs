using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>The segment files of one partition. Not safe for several threads: its log locks; reading a segment needs no lock.</summary>
internal sealed class SegmentStore : IDisposable
{
    private const string ProducersExtension = ".producers";

    private readonly string _directory;
    private readonly EventHubBrokerOptions _options;
    private readonly ILogger _logger;
    private readonly ProducerTable _producers;
    private readonly List<LogSegment> _segments = [];

    private SegmentStore(string directory, EventHubBrokerOptions options, ProducerTable producers, ILogger logger) =>
        (_directory, _options, _producers, _logger) = (directory, options, producers, logger);

    public LogSegment Active => _segments[^1];

    public long BeginSequence => _segments[0].Header.FirstSequence;

    public long Bytes => _segments.Sum(static segment => segment.Length);

    public bool HasSealed => _segments.Count > 1;

    /// <summary>Enqueued milliseconds of the newest record in the oldest file.</summary>
    public long OldestEnqueued => _segments[1].Header.PreviousEnqueued;

    /// <summary>Sequence number behind the oldest file.</summary>
    public long OldestEnd => _segments[1].Header.FirstSequence;

    /// <summary>Opens the files of a folder, cutting what a crash left half-written.</summary>
    /// <param name="directory">Folder of the partition; made where it is missing.</param>
    /// <param name="options">Settings.</param>
    /// <param name="producers">Is filled with the idempotent producers, and kept beside the files.</param>
    /// <param name="logger">Hears of what was cut.</param>
    /// <param name="last">What the last record tells: where the log goes on.</param>
    /// <exception cref="HubStorageException">The folder or a file cannot be used.</exception>
    public static SegmentStore Open(string directory, EventHubBrokerOptions options, ProducerTable producers, ILogger logger, out LogPosition last)
    {
        var store = new SegmentStore(directory, options, producers, logger);
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
    /// <returns>Whether a new file was begun.</returns>
    public bool Append(LogBatch batch, LogPosition before)
    {
        var isFull = !Active.IsEmpty && Active.Length + batch.Bytes.Length > _options.SegmentBytes;
        if (isFull)
        {
            Roll(before);
        }

        Active.Append(batch);
        return isFull;
    }

    /// <summary>Begins a new file, behind a flush of the old one where flushes are asked for: nothing flushes it later.</summary>
    public void Roll(LogPosition before)
    {
        if (_options.Durability == Durability.Disk)
        {
            Active.Flush();
        }

        // In this order, a crash at any point leaves the newest segment with the producers as they were at its start.
        var former = GetProducersPath(Active);
        _producers.Save(Path.Combine(_directory, Path.ChangeExtension(LogSegment.GetFileName(before.NextSequence), ProducersExtension)), BeginSequence);
        _segments.Add(LogSegment.Create(_directory, before.ToHeader(), _options.OpenFile));
        DeleteSurplus(former);
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
            if (LogSegment.TryOpen(path, _options.OpenFile) is { } segment)
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
                _segments.Add(LogSegment.TryRebuild(path, _options.OpenFile)
                    ?? throw new IOException($"header and first event of '{path}' are damaged, so its events cannot be placed. Restore the file, or move it away to go on without them."));
                _logger.HeaderRebuilt(path);
            }
        }
    }

    private LogPosition Recover()
    {
        if (_segments.Count == 0)
        {
            _segments.Add(LogSegment.Create(_directory, LogPosition.Start.ToHeader(), _options.OpenFile));
            return LogPosition.Start;
        }

        LoadProducers(GetProducersPath(Active));
        var cut = Active.Recover(_producers, out var last);
        if (cut > 0)
        {
            _logger.TailCut(Active.Path, cut, Active.Length, last?.Sequence ?? Active.Header.FirstSequence - 1);
        }

        return last is { } record ? LogPosition.Behind(record) : LogPosition.Before(Active.Header);
    }

    private void LoadProducers(string path)
    {
        if (!_producers.TryLoad(path, out var damage))
        {
            _logger.ProducersDropped(path, damage);
            File.Move(path, path + ".damaged", overwrite: true);
        }

        // What a crash between two steps of a roll left.
        foreach (var other in Directory.GetFiles(_directory, "*" + ProducersExtension).Where(other => other != path))
        {
            DeleteSurplus(other);
        }
    }

    /// <summary>Deletes a file that nothing reads any more; what cannot be deleted does no harm.</summary>
    private static void DeleteSurplus(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is tried again at the next start.
        }
    }
}
