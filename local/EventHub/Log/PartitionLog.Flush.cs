namespace XbFunctions.EventHub;

/// <content>Flushing to the disk: what waits shares a flush, and is read and acknowledged behind it.</content>
internal sealed partial class PartitionLog
{
    private readonly List<PendingBatch> _pending = [];
    private PendingBatch[] _flushing = [];
    private bool _isFlushing;

    /// <summary>Group commit: everything that waits when a flush begins shares it.</summary>
    private Task<long> EnqueueFlush(LogBatch? batch)
    {
        var pending = new PendingBatch(batch, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        _pending.Add(pending);
        if (!_isFlushing)
        {
            _isFlushing = true;
            _ = Task.Run(FlushPending);
        }

        return pending.Completion.Task;
    }

    private void FlushPending()
    {
        while (true)
        {
            LogSegment active;
            lock (_gate)
            {
                if (_pending.Count == 0 || _isDisposed)
                {
                    _isFlushing = false;
                    return;
                }

                _flushing = [.. _pending];
                _pending.Clear();
                active = _store!.Active;
            }

            HubStorageException? fault = null;
            try
            {
                active.Flush();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                fault = new HubStorageException($"Events could not be flushed to '{active.Path}': {exception.Message}", exception);
            }

            Finish(fault);
        }
    }

    /// <summary>Publishes what was flushed. After a failed flush nothing is known of the file any more, so the log takes no more events.</summary>
    private void Finish(HubStorageException? fault)
    {
        PendingBatch[] flushed;
        lock (_gate)
        {
            (flushed, _flushing) = (_flushing, []);
            _fault ??= fault;
            if (_fault is null)
            {
                foreach (var batch in flushed.Select(static pending => pending.Batch).OfType<LogBatch>())
                {
                    Publish(batch);
                }
            }
        }

        Answer(flushed, _fault);
    }

    private static void Answer(IEnumerable<PendingBatch> batches, HubStorageException? fault)
    {
        foreach (var pending in batches)
        {
            if (fault is null)
            {
                pending.Completion.TrySetResult(pending.Batch?.FirstSequence ?? 0);
            }
            else
            {
                pending.Completion.TrySetException(fault);
            }
        }
    }

    /// <summary>Flushes and answers what still waits, and closes the files.</summary>
    private void FlushAtEnd()
    {
        var fault = _fault;
        try
        {
            _store?.Active.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault ??= new HubStorageException($"Events could not be flushed to '{_store!.Active.Path}': {exception.Message}", exception);
        }

        Answer([.. _flushing, .. _pending], fault);
        _flushing = [];
        _pending.Clear();
        _store?.Dispose();
    }

    private sealed record PendingBatch(LogBatch? Batch, TaskCompletionSource<long> Completion);
}
