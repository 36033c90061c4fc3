namespace XbFunctions.EventHub;

/// <summary>The append-only log of one partition: one writer at a time, any number of readers.</summary>
internal sealed class PartitionLog : IDisposable
{
    private const int MaxReadBytes = 4 << 20;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly LogTail _tail = new();
    private readonly EventHubBrokerOptions _options;
    private TaskCompletionSource? _appended;
    private bool _isDisposed;
    private long _beginSequence;
    private long _nextSequence;
    private long _nextOffset;
    private long _lastOffset = -1;
    private long _lastEnqueued = long.MinValue;

    public PartitionLog(EventHubBrokerOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
    }

    public LogBounds Bounds
    {
        get
        {
            lock (_gate)
            {
                return new LogBounds(_beginSequence, _nextSequence, _lastOffset, _lastEnqueued);
            }
        }
    }

    /// <summary>Appends events as one batch.</summary>
    /// <param name="slices">The events; not kept.</param>
    /// <param name="partitionKey">Key to annotate on those without one of their own.</param>
    /// <returns>Sequence number of the first one, once they are as durable as the options ask.</returns>
    public ValueTask<long> AppendAsync(IReadOnlyList<EventSlice> slices, string? partitionKey)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (slices.Count == 0)
            {
                return ValueTask.FromResult(_nextSequence);
            }

            var batch = Encode(slices, partitionKey);
            Publish(batch);
            return ValueTask.FromResult(batch.FirstSequence);
        }
    }

    /// <summary>Reads what is there from a sequence number on; before the first retained event, from that one on.</summary>
    public bool TryRead(long fromSequence, int maxEvents, out IReadOnlyList<StoredEvent> events)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var from = Math.Max(fromSequence, _beginSequence);
            if (from >= _nextSequence)
            {
                events = [];
                return false;
            }

            var read = new List<StoredEvent>((int)Math.Min(maxEvents, _nextSequence - from));
            _tail.CopyTo(from, maxEvents, MaxReadBytes, read);
            events = read;
            return true;
        }
    }

    /// <summary>Completes once an event at or after a sequence number is there.</summary>
    public Task WaitAsync(long fromSequence, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (fromSequence < _nextSequence)
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
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var value = position.IsInclusive || position.Value == long.MaxValue ? position.Value : position.Value + 1;
            return position.Kind switch
            {
                EventPositionKind.Earliest => _beginSequence,
                EventPositionKind.Latest => position.IsInclusive ? Math.Max(_beginSequence, _nextSequence - 1) : _nextSequence,
                EventPositionKind.Sequence => Math.Clamp(value, _beginSequence, _nextSequence),
                EventPositionKind.Offset => _tail.FindFirst(record => record.Offset >= value) ?? _nextSequence,
                _ => _tail.FindFirst(record => record.EnqueuedMilliseconds >= value) ?? _nextSequence,
            };
        }
    }

    public void Dispose()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _isDisposed = true;
            waiting = _appended;
        }

        waiting?.TrySetException(new ObjectDisposedException(nameof(PartitionLog)));
        _ = waiting?.Task.Exception;
    }

    private LogBatch Encode(IReadOnlyList<EventSlice> slices, string? partitionKey)
    {
        var now = Math.Max(_lastEnqueued, _time.GetUtcNow().ToUnixTimeMilliseconds());
        var perEvent = LogRecord.HeadSize + 120 + (partitionKey?.Length * 3 ?? 0);
        var size = 0;
        for (var index = 0; index < slices.Count; index++)
        {
            size += perEvent + slices[index].Size;
        }

        var writer = new AmqpWriter(size);
        var starts = new int[slices.Count];
        for (var index = 0; index < starts.Length; index++)
        {
            starts[index] = writer.Length;
            LogRecord.Write(writer, slices[index], partitionKey, _nextSequence + index, _nextOffset + writer.Length, now);
        }

        return new LogBatch(writer.Detach(), starts, _nextSequence, now);
    }

    private void Publish(LogBatch batch)
    {
        _lastOffset = _nextOffset + batch.Starts[^1];
        _nextSequence = batch.NextSequence;
        _nextOffset += batch.Bytes.Length;
        _lastEnqueued = batch.EnqueuedMilliseconds;
        _tail.Add(batch);
        while (_tail.Bytes > _options.RetentionBytes && _tail.Oldest != batch)
        {
            _tail.RemoveOldest();
            _beginSequence = _tail.Oldest.FirstSequence;
        }

        _appended?.TrySetResult();
        _appended = null;
    }
}
