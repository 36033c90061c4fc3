namespace XbFunctions.EventHub;

/// <content>Appending: the order of events is fixed under the lock, readers see them once they are as durable as asked.</content>
internal sealed partial class PartitionLog
{
    private HubStorageException? _fault;
    private long _nextOffset;

    /// <summary>Offset of the next record, as far as can be told without waiting for those who append.</summary>
    public long NextOffset => Volatile.Read(ref _nextOffset);

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

            var stored = producer is { } first ? _producers.CountStored(first, slices.Count) : 0;
            if (stored == slices.Count)
            {
                return WaitForWritten();
            }

            // Records already: nothing of them need be copied.
            if (slices is EncodedEvents events && partitionKey is null && producer is null && events.TryPlace(_written, Now(), out var placed))
            {
                return Append(placed, null, placed.Starts.Length);
            }

            var writer = AmqpWriter.Rent();
            try
            {
                return Append(Encode(writer, slices, stored, partitionKey, producer), producer, slices.Count);
            }
            finally
            {
                writer.Return();
            }
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

    private ValueTask<long> Append(LogBatch batch, ProducerStamp? producer, int count)
    {
        var isRolled = Write(batch);
        _written = _written.Behind(batch);
        Volatile.Write(ref _nextOffset, _written.NextOffset);
        if (producer is { } stamp)
        {
            _producers.Note(stamp with { Sequence = stamp.Sequence + count - 1 }, batch.NextSequence - 1);
        }

        var result = Acknowledge(batch);
        if (isRolled)
        {
            Trim();
        }

        return result;
    }

    private ValueTask<long> Acknowledge(LogBatch batch)
    {
        if (_store is not null && _options.Durability == Durability.Disk)
        {
            // Readers see it behind its flush, when the writer is another's.
            return new ValueTask<long>(EnqueueFlush(batch with { Bytes = batch.Bytes.ToArray() }));
        }

        Publish(batch);
        return ValueTask.FromResult(batch.FirstSequence);
    }

    /// <summary>What is sent again is acknowledged when it is as durable as the first time: it may still wait for its flush.</summary>
    private ValueTask<long> WaitForWritten() =>
        _written == _end ? ValueTask.FromResult(_written.NextSequence) : new ValueTask<long>(EnqueueFlush(null));

    // Never before what is there: times must not go back.
    private long Now() => Math.Max(_written.LastEnqueued, _time.GetUtcNow().ToUnixTimeMilliseconds());

    private LogBatch Encode(AmqpWriter writer, IReadOnlyList<EventSlice> slices, int skipped, string? partitionKey, ProducerStamp? producer)
    {
        var now = Now();
        var starts = new int[slices.Count - skipped];
        for (var index = 0; index < starts.Length; index++)
        {
            starts[index] = writer.Length;
            ProducerStamp? stamp = producer is { } first ? first with { Sequence = first.Sequence + skipped + index } : null;
            LogRecord.Write(
                writer, slices[skipped + index], partitionKey, _written.NextSequence + index, _written.NextOffset + writer.Length, now, stamp, index + 1 < starts.Length);
        }

        return new LogBatch(writer.Written, starts, _written.NextSequence, now);
    }

    /// <summary>Writes a batch; one that fails leaves nothing behind.</summary>
    /// <returns>Whether a new file was begun for it.</returns>
    private bool Write(LogBatch batch)
    {
        try
        {
            return _store?.Append(batch, _written) == true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var fault = new HubStorageException($"Events could not be written to '{_store!.Active.Path}': {exception.Message}", exception);
            _fault = _store.Active.IsTorn ? fault : null;
            throw fault;
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
}
