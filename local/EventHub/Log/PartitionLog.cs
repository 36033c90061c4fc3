using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>The append-only log of one partition: one writer at a time, any number of readers. In memory, with its newest part there, or in files.</summary>
internal sealed partial class PartitionLog : IDisposable
{
    private const int MaxReadBytes = 4 << 20;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly LogTail _tail = new();
    private readonly EventHubBrokerOptions _options;
    private readonly ILogger _logger;
    private readonly ProducerTable _producers = new();
    private readonly SegmentStore? _store;
    private TaskCompletionSource? _appended;
    private bool _isDisposed;
    private long _memoryBegin;
    private LogPosition _end;
    private LogPosition _written;

    /// <summary>Opens a log.</summary>
    /// <param name="directory">Folder of its files; <see langword="null"/> for memory only.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of damage.</param>
    /// <exception cref="HubStorageException">The folder cannot be used.</exception>
    public PartitionLog(string? directory, EventHubBrokerOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _end = LogPosition.Start;
        if (directory is not null)
        {
            _store = SegmentStore.Open(directory, options, _producers, logger, out _end);
        }

        (_written, _nextOffset) = (_end, _end.NextOffset);
    }

    public LogBounds Bounds
    {
        get
        {
            lock (_gate)
            {
                return new LogBounds(BeginSequence, _end);
            }
        }
    }

    private long BeginSequence => _store?.BeginSequence ?? _memoryBegin;

    /// <summary>First sequence number that is in memory.</summary>
    private long TailSequence => _tail.IsEmpty ? _end.NextSequence : _tail.Oldest.FirstSequence;

    /// <summary>Reads what is there from a sequence number on; before the first retained event, from that one on.</summary>
    public bool TryRead(long fromSequence, int maxEvents, out IReadOnlyList<StoredEvent> events, ReadBlocks? blocks = null) =>
        TryRead(fromSequence, maxEvents, MaxReadBytes, out events, blocks);

    /// <summary>Reads what is there from a sequence number on, up to a number of bytes, but one event at least.</summary>
    public bool TryRead(long fromSequence, int maxEvents, int maxBytes, out IReadOnlyList<StoredEvent> events, ReadBlocks? blocks = null)
    {
        while (true)
        {
            LogSegment segment;
            long from, end;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                from = Math.Max(fromSequence, BeginSequence);
                if (from >= _end.NextSequence)
                {
                    events = [];
                    return false;
                }

                if (from >= TailSequence)
                {
                    var tail = new List<StoredEvent>((int)Math.Min(maxEvents, _end.NextSequence - from));
                    _tail.CopyTo(from, maxEvents, maxBytes, tail, blocks);
                    events = tail;
                    return true;
                }

                (segment, end) = (_store!.Find(from), _end.NextSequence);
            }

            if (TryReadFile(segment, from, end, maxEvents, maxBytes, blocks, out var read, out fromSequence))
            {
                events = read;
                return true;
            }
        }
    }

    /// <summary>Completes once an event at or after a sequence number is there.</summary>
    public Task WaitAsync(long fromSequence, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (fromSequence < _end.NextSequence)
            {
                return Task.CompletedTask;
            }

            _appended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _appended.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sequence number at which reading from a position starts; the next one when no event satisfies it yet.</summary>
    public long Resolve(EventPosition position)
    {
        LogBounds bounds;
        var value = position.IsInclusive || position.Value == long.MaxValue ? position.Value : position.Value + 1;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            bounds = new LogBounds(BeginSequence, _end);
        }

        return position.Kind switch
        {
            EventPositionKind.Earliest => bounds.BeginSequence,
            EventPositionKind.Latest => position.IsInclusive ? Math.Max(bounds.BeginSequence, bounds.NextSequence - 1) : bounds.NextSequence,
            EventPositionKind.Sequence => Math.Clamp(value, bounds.BeginSequence, bounds.NextSequence),
            EventPositionKind.Offset => FindFirst(record => record.Offset >= value) ?? bounds.NextSequence,
            _ => FindFirst(record => record.EnqueuedMilliseconds >= value) ?? bounds.NextSequence,
        };
    }

    public void Dispose()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            waiting = _appended;
            FlushAtEnd();
        }

        waiting?.TrySetException(new ObjectDisposedException(nameof(PartitionLog)));
        _ = waiting?.Task.Exception;
    }

    /// <summary>Reads from a file outside the lock; a file that retention removed meanwhile, or a damaged record, leads on to a later place.</summary>
    private bool TryReadFile(
        LogSegment segment, long from, long end, int maxEvents, int maxBytes, ReadBlocks? blocks, out List<StoredEvent> events, out long retryFrom)
    {
        retryFrom = from;
        try
        {
            events = segment.Read(from, end, maxEvents, maxBytes, blocks);
            if (events is [var first, ..] && first.SequenceNumber == from)
            {
                return true;
            }
        }
        catch (ObjectDisposedException)
        {
            events = [];
            return false;
        }

        lock (_gate)
        {
            var next = _store!.FindNext(segment)?.Header.FirstSequence ?? TailSequence;
            retryFrom = events is [var later, ..] ? later.SequenceNumber : next;
        }

        if (segment.IsNewDamage(from))
        {
            _logger.EventsDamaged(from, retryFrom - 1, segment.Path);
        }

        return false;
    }

    private long? FindFirst(Func<LogRecord, bool> condition)
    {
        LogSegment[] segments;
        long tail;
        lock (_gate)
        {
            (segments, tail) = (_store?.Snapshot() ?? [], TailSequence);
        }

        for (var at = 0; at < segments.Length && segments[at].Header.FirstSequence < tail; at++)
        {
            try
            {
                // The next file's header tells of this one's last record, so that only one file is walked over.
                var mayHold = at + 1 == segments.Length || condition(segments[at + 1].Header.PreviousRecord);
                if (mayHold && segments[at].FindFirst(condition) is { } found && found < tail)
                {
                    return found;
                }
            }
            catch (ObjectDisposedException)
            {
                // Retention removed the file meanwhile.
            }
        }

        lock (_gate)
        {
            return _tail.FindFirst(condition);
        }
    }
}
