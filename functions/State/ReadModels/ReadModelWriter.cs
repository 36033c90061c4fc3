using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>
/// Writes the read-model rows of one function and partition behind the commit: changed rows wait in memory, the newest of each key only,
/// and every flush interval they are written, partitions of the table in parallel. Thread-safe.
/// </summary>
internal sealed class ReadModelWriter : ICommittedSink
{
    private readonly ReadModelTables _tables;
    private readonly TransientRetry _retry;
    private readonly ReadModelOptions _options;
    private readonly WritePace _pace;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _function;
    private readonly string _stream;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(string Table, string PartitionKey), ReadModelPartition> _partitions = [];
    private readonly HashSet<ReadModelPartition> _waiting = [];
    private readonly List<ReadModelPartition> _writing = [];
    private int _waitingRows;
    private long _waitingFrom;
    private long _writingFrom;
    private long _addedThrough = -1;
    private Task? _loop;

    public ReadModelWriter(ReadModelSinkFactory factory, string function, StreamPartition partition)
    {
        (_tables, _retry, _options) = (factory.Tables, factory.Retry, factory.Options);
        (_pace, _clock, _logger) = (factory.Pace, factory.Clock, factory.Logger);
        (_function, _stream) = (function, ReadModelTables.StreamOf(function, partition));
    }

    /// <inheritdoc/>
    public string Name => ReadModelDefinition.Sink;

    /// <inheritdoc/>
    public long WrittenThrough
    {
        get
        {
            lock (_gate)
            {
                return _writing.Count > 0 ? _writingFrom - 1 : _waitingRows > 0 ? _waitingFrom - 1 : _addedThrough;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(long lastSequence, IReadOnlyList<SinkEntry> entries, CancellationToken cancellationToken)
    {
        bool isFull;
        lock (_gate)
        {
            var ordinal = 0;
            foreach (var entry in entries)
            {
                ordinal += Take(entry, lastSequence, ordinal);
            }

            _addedThrough = lastSequence;
            isFull = _waitingRows >= _options.MaxWaitingRows;
            if (_waitingRows > 0)
            {
                _loop ??= Task.Run(LoopAsync, CancellationToken.None);
            }
        }

        if (isFull)
        {
            SinkInstruments.Waited(_function, Name);
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What an earlier flush could not finish goes first, and alone: its positions come first.
            await WriteOutAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                foreach (var partition in _waiting)
                {
                    partition.Begin();
                }

                _writing.AddRange(_waiting);
                _waiting.Clear();
                (_writingFrom, _waitingRows) = (_waitingFrom, 0);
            }

            await WriteOutAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task ResetAsync(long through, CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                foreach (var partition in _partitions.Values)
                {
                    partition.Clear();
                }

                _waiting.Clear();
                _writing.Clear();
                (_waitingRows, _addedThrough) = (0, through);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

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

    private int Take(in SinkEntry entry, long sequence, int firstOrdinal)
    {
        var table = entry.Target[(Name.Length + 1)..];
        var rows = ReadModelEntry.Read(entry.Body.ToArray(), sequence, firstOrdinal, _clock.GetTimestamp());
        foreach (var (partitionKey, rowKey, row) in rows)
        {
            if (!_partitions.TryGetValue((table, partitionKey), out var partition))
            {
                _partitions.Add((table, partitionKey), partition = new ReadModelPartition(_tables.Open(table), partitionKey, _stream));
            }

            _waiting.Add(partition);
            if (partition.Add(rowKey, row))
            {
                SinkInstruments.Superseded(_function, 1);
                continue;
            }

            _waitingFrom = _waitingRows++ == 0 ? sequence : _waitingFrom;
        }

        return rows.Count;
    }

    private async Task WriteOutAsync(CancellationToken cancellationToken)
    {
        if (_writing.Count == 0)
        {
            return;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_writing, parallel, WriteAsync).ConfigureAwait(false);
        lock (_gate)
        {
            _writing.Clear();
        }
    }

    private async ValueTask WriteAsync(ReadModelPartition partition, CancellationToken cancellationToken)
    {
        while (partition.IsWriting)
        {
            var (written, superseded) = await _retry.RunAsync(
                $"Writing read model {partition.Name}",
                async token =>
                {
                    await _tables.EnsureAsync(partition.Table, token).ConfigureAwait(false);
                    return await partition.WriteAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            SinkInstruments.Superseded(_function, superseded);
            if (written.Count > 0)
            {
                SinkInstruments.RowsWritten(_function, written.Count, _clock.GetElapsedTime(written.Min(static row => row.Since)));
            }
        }
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(_options.FlushInterval, _clock);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // False once the timer is gone, as when its clock was let go of before the writer.
                if (!await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                {
                    return;
                }

                await _pace.RunAsync(FlushAsync, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _logger.ReadModelFlushFailed(fault, _stream);
            }
        }
    }
}
