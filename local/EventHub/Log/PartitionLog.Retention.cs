namespace XbFunctions.EventHub;

/// <content>Retention: a whole file, or in memory a whole batch, at a time, oldest first.</content>
internal sealed partial class PartitionLog
{
    /// <summary>Removes what is older or more than the options keep.</summary>
    public void ApplyRetention()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                Trim();
            }
        }
    }

    private void Trim()
    {
        var oldest = (_time.GetUtcNow() - _options.RetentionAge).ToUnixTimeMilliseconds();
        if (_store is null)
        {
            TrimMemory(oldest);
        }
        else
        {
            TrimFiles(_store, oldest);
        }
    }

    private void TrimMemory(long oldest)
    {
        while (!_tail.IsEmpty && (_tail.Oldest.EnqueuedMilliseconds < oldest || (_tail.Bytes > _options.RetentionBytes && _tail.Oldest.NextSequence < _end.NextSequence)))
        {
            _memoryBegin = _tail.Oldest.NextSequence;
            _tail.RemoveOldest();
        }
    }

    private void TrimFiles(SegmentStore store, long oldest)
    {
        try
        {
            if (!store.Active.IsEmpty && _written.LastEnqueued < oldest && _written == _end)
            {
                store.Roll(_written);
            }

            // What waits for its flush is not removed under it.
            while (store.HasSealed && store.OldestEnd <= _end.NextSequence && (store.OldestEnqueued < oldest || store.Bytes > _options.RetentionBytes))
            {
                store.RemoveOldest();
            }

            while (!_tail.IsEmpty && _tail.Oldest.FirstSequence < store.BeginSequence)
            {
                _tail.RemoveOldest();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.RetentionFailed(exception.Message);
        }
    }
}
