namespace XbFunctions.State;

/// <summary>
/// Writes the answers of one function and partition behind the commit: they wait in memory, and every flush interval those of one day
/// become one immutable segment. Nothing waiting is ever given up: what a crash takes from memory is in the journal. Thread-safe.
/// </summary>
internal sealed class LookupWriter : IAsyncDisposable
{
    private readonly StateStores _stores;
    private readonly string _function;
    private readonly StreamPartition _partition;
    private readonly SegmentShelf _shelf;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private SortedDictionary<int, LookupBuffer> _waiting = [];
    private SortedDictionary<int, LookupBuffer> _writing = [];
    private int _waitingBytes;
    private long _addedThrough = -1;
    private long _writtenThrough = -1;
    private long _writingThrough = -1;
    private Task? _loop;

    public LookupWriter(StateStores stores, string function, StreamPartition partition)
    {
        (_stores, _function, _partition) = (stores, function, partition);
        _shelf = new SegmentShelf(stores);
    }

    /// <summary>Answers of records up to this sequence number are in segments.</summary>
    public long WrittenThrough
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 && _writing.Count == 0 ? _addedThrough : _writtenThrough;
            }
        }
    }

    /// <summary>Takes the answers among the outputs of one committed record; waits for a flush when too many are waiting.</summary>
    /// <param name="firstSequence">First sequence number of the record.</param>
    /// <param name="lastSequence">Last sequence number of the record.</param>
    /// <param name="enqueuedAt">When the hub accepted the record's last event: the day under which the answers are filed.</param>
    /// <param name="outputs">The record's outputs; bodies are copied.</param>
    /// <param name="cancellationToken">Gives up waiting; the answers are taken all the same.</param>
    public async ValueTask AddAsync(
        long firstSequence, long lastSequence, DateTimeOffset enqueuedAt, IReadOnlyList<OutgoingEvent> outputs, CancellationToken cancellationToken)
    {
        bool isFull;
        lock (_gate)
        {
            if (_waiting.Count == 0 && _writing.Count == 0)
            {
                // Records without answers were written as soon as they were added.
                (_writingThrough, _writtenThrough) = (_addedThrough, _addedThrough);
            }

            for (var index = 0; index < outputs.Count; index++)
            {
                var output = outputs[index];
                if (output.LookupKey is { } key)
                {
                    var buffer = BufferOf(SegmentName.DayOf(enqueuedAt));
                    buffer.Add(firstSequence, lastSequence, key, output.Body.Span);
                    _waitingBytes += key.Length + output.Body.Length;
                }
            }

            _addedThrough = lastSequence;
            isFull = _waitingBytes >= _stores.Options.LookupFlushBytes;
            if (_waiting.Count > 0)
            {
                _loop ??= Task.Run(LoopAsync, CancellationToken.None);
            }
        }

        if (isFull)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes everything that waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What an earlier flush could not finish goes first, and alone: its sequence numbers come first.
            await WriteOutAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                (_writing, _waiting, _waitingBytes, _writingThrough) = (_waiting, [], 0, _addedThrough);
            }

            await WriteOutAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <summary>Forgets what waits, for a state that is loaded again and adds it anew out of the journal.</summary>
    /// <param name="through">Answers of records up to this sequence number are in segments.</param>
    /// <param name="cancellationToken">Gives up waiting for a running flush.</param>
    public async Task ResetAsync(long through, CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                (_waiting, _writing, _waitingBytes) = ([], [], 0);
                (_addedThrough, _writingThrough, _writtenThrough) = (through, through, through);
            }

            _shelf.Forget();
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <summary>Merges segments where enough neighbours are of like size; by one thread at a time.</summary>
    internal Task MergeAsync(CancellationToken cancellationToken) => _shelf.MergeAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_loop is { } loop)
        {
            await loop.ConfigureAwait(false);
        }

        _stop.Dispose();
        _flushing.Dispose();
    }

    private LookupBuffer BufferOf(int day)
    {
        if (!_waiting.TryGetValue(day, out var buffer))
        {
            _waiting.Add(day, buffer = new LookupBuffer());
        }

        return buffer;
    }

    private async Task WriteOutAsync(CancellationToken cancellationToken)
    {
        foreach (var (day, buffer) in _writing)
        {
            await WriteAsync(day, buffer, cancellationToken).ConfigureAwait(false);
        }

        lock (_gate)
        {
            (_writing, _writtenThrough) = ([], _writingThrough);
        }
    }

    private async Task WriteAsync(int day, LookupBuffer buffer, CancellationToken cancellationToken)
    {
        var name = new SegmentName(SegmentName.FolderOf(_function, day, _partition), day, buffer.First, buffer.Last);
        var segment = buffer.Build();
        await _stores.Retry.RunAsync(
            $"Writing {name.Blob}",
            token => _stores.Lookups.GetBlobClient(name.Blob).UploadAsync(new BinaryData(segment), overwrite: true, token),
            cancellationToken).ConfigureAwait(false);
        _shelf.Add(name, segment.Length);
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(_stores.Options.LookupFlushInterval, _stores.Clock);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // False once the timer is gone, as when its clock was let go of before the writer.
                if (!await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                {
                    return;
                }

                await FlushAsync(_stop.Token).ConfigureAwait(false);
                await MergeAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _stores.Logger.LookupFlushFailed(fault, _function, _partition.PartitionId);
            }
        }
    }
}
