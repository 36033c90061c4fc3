namespace XbFunctions.EventHub;

/// <content>Appending: the order of events is fixed under the lock, readers see them once they are as durable as asked.</content>
internal sealed partial class PartitionLog
{
    private readonly List<PendingBatch> _pending = [];
    private bool _isFlushing;
    private HubStorageException? _fault;

    /// <summary>Appends events as one batch.</summary>
    /// <param name="slices">The events; not kept.</param>
    /// <param name="partitionKey">Key to annotate on those without one of their own.</param>
    /// <param name="producer">Stamp of the first one from an idempotent producer; what is stored already is not stored again.</param>
    /// <returns>Sequence number of the first one, once they are as durable as the options ask; of the next one when nothing was stored.</returns>
    /// <exception cref="HubStorageException">They could not be written.</exception>
    /// <exception cref="ProducerRefusedException">The idempotent producer was displaced, or left a gap.</exception>
    public ValueTask<long> AppendAsync(IReadOnlyList<EventSlice> slices, string? partitionKey, ProducerStamp? producer = null)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_fault is not null)
            {
                throw new HubStorageException(_fault.Message, _fault.InnerException);
            }

            if (slices.Count == 0 || (producer is { } first && _producers.IsStored(first, slices.Count)))
            {
                return ValueTask.FromResult(_written.NextSequence);
            }

            var batch = Encode(slices, partitionKey, producer);
            Write(batch);
            _written = _written.Behind(batch);
            if (producer is { } stamp)
            {
                _producers.Note(stamp with { Sequence = stamp.Sequence + slices.Count - 1 }, batch.NextSequence - 1);
            }

            if (_store is not null && _options.Durability == Durability.Disk)
            {
                return new ValueTask<long>(EnqueueFlush(batch));
            }

            Publish(batch);
            return ValueTask.FromResult(batch.FirstSequence);
        }
    }

    /// <summary>Lets an idempotent producer begin or go on.</summary>
    /// <exception cref="ProducerRefusedException">A higher owner level is known.</exception>
    public ProducerStamp AttachProducer(long id, short? epoch, int? sequence)
    {
        lock (_gate)
        {
            return _producers.Attach(id, epoch, sequence, _written.NextSequence);
        }
    }

    private LogBatch Encode(IReadOnlyList<EventSlice> slices, string? partitionKey, ProducerStamp? producer)
    {
        var now = Math.Max(_written.LastEnqueued, _time.GetUtcNow().ToUnixTimeMilliseconds());
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
            ProducerStamp? stamp = producer is { } first ? first with { Sequence = first.Sequence + index } : null;
            LogRecord.Write(writer, slices[index], partitionKey, _written.NextSequence + index, _written.NextOffset + writer.Length, now, stamp);
        }

        return new LogBatch(writer.Detach(), starts, _written.NextSequence, now);
    }

    private void Write(LogBatch batch)
    {
        try
        {
            _store?.Append(batch, _written, _options.Durability == Durability.Disk);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubStorageException($"Events could not be written to '{_store!.Active.Path}': {exception.Message}", exception);
        }
    }

    /// <summary>Lets readers see a batch, and drops from memory what is above its share.</summary>
    private void Publish(LogBatch batch)
    {
        _end = _end.Behind(batch);
        _tail.Add(batch);
        if (_store is null)
        {
            TrimMemory(long.MinValue);
        }
        else
        {
            while (_tail.Bytes > _options.TailBytes && !_tail.IsEmpty)
            {
                _tail.RemoveOldest();
            }
        }

        _appended?.TrySetResult();
        _appended = null;
    }

    /// <summary>Group commit: everything that waits when a flush begins shares it.</summary>
    private Task<long> EnqueueFlush(LogBatch batch)
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
            PendingBatch[] flushing;
            LogSegment active;
            lock (_gate)
            {
                if (_pending.Count == 0 || _isDisposed)
                {
                    _isFlushing = false;
                    return;
                }

                flushing = [.. _pending];
                _pending.Clear();
                active = _store!.Active;
            }

            HubStorageException? fault = null;
            try
            {
                active.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                fault = new HubStorageException($"Events could not be flushed to '{active.Path}': {exception.Message}", exception);
            }

            Finish(flushing, fault);
        }
    }

    /// <summary>Publishes what was flushed. After a failed flush nothing is known of the file any more, so the log takes no more events.</summary>
    private void Finish(PendingBatch[] flushed, HubStorageException? fault)
    {
        lock (_gate)
        {
            _fault ??= fault;
            if (_fault is null)
            {
                foreach (var pending in flushed)
                {
                    Publish(pending.Batch);
                }
            }
        }

        foreach (var pending in flushed)
        {
            if (_fault is null)
            {
                pending.Completion.TrySetResult(pending.Batch.FirstSequence);
            }
            else
            {
                pending.Completion.TrySetException(_fault);
            }
        }
    }

    /// <summary>Flushes and answers what still waits, and closes the files.</summary>
    private void FlushAtEnd()
    {
        try
        {
            _store?.Active.Flush();
            _pending.ForEach(static pending => pending.Completion.TrySetResult(pending.Batch.FirstSequence));
        }
        catch (IOException exception)
        {
            _pending.ForEach(pending => pending.Completion.TrySetException(new HubStorageException(exception.Message, exception)));
        }

        _pending.Clear();
        _store?.Dispose();
    }

    private sealed record PendingBatch(LogBatch Batch, TaskCompletionSource<long> Completion);
}
