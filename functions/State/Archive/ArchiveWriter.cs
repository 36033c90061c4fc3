namespace XbFunctions.State;

/// <summary>
/// Archives the rows of one function and partition behind the commit: they wait in memory, and a file of each data set and date is written
/// when they are many, when they have waited long, and before a snapshot replaces the journal that holds them. Thread-safe.
/// </summary>
internal sealed class ArchiveWriter(ArchiveSinkFactory factory, string function, StreamPartition partition) : ICommittedSink
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, ArchiveFolder> _folders = new(StringComparer.Ordinal);
    private List<ArchivedRow> _waiting = [];
    private List<ArchivedRow> _writing = [];
    private long _waitingBytes;
    private long _waitingFrom;
    private long _waitingSince;
    private long _writingFrom;
    private long _writingSince;
    private long _addedThrough = -1;
    private Task? _loop;
    private Task _filling = Task.CompletedTask;

    /// <inheritdoc/>
    public string Name => ArchiveDataset.Sink;

    /// <inheritdoc/>
    public long WrittenThrough
    {
        get
        {
            lock (_gate)
            {
                return _writing.Count > 0 ? _writingFrom - 1 : _waiting.Count > 0 ? _waitingFrom - 1 : _addedThrough;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(long lastSequence, IReadOnlyList<SinkEntry> entries, CancellationToken cancellationToken)
    {
        long waitingBytes;
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                Take(entry, lastSequence);
            }

            _addedThrough = lastSequence;
            waitingBytes = _waitingBytes;
            if (_waiting.Count > 0)
            {
                _loop ??= Task.Run(LoopAsync, CancellationToken.None);
            }
        }

        if (waitingBytes >= 2L * factory.Options.FileBytes)
        {
            SinkInstruments.Waited(function, Name);
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (waitingBytes >= factory.Options.FileBytes && _filling.IsCompleted)
        {
            _filling = Task.Run(TryFlushAsync, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken) => factory.Pace.HurryAsync(() => FlushBesideAsync(cancellationToken));

    /// <inheritdoc/>
    public async Task FlushBesideAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What an earlier flush could not finish goes first, and alone: its files stay the same.
            await WriteOutAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                (_writing, _waiting, _waitingBytes) = (_waiting, _writing, 0);
                (_writingFrom, _writingSince) = (_waitingFrom, _waitingSince);
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
                _waiting.Clear();
                _writing.Clear();
                _folders.Clear();
                (_waitingBytes, _addedThrough) = (0, through);
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
        await (_loop ?? Task.CompletedTask).ConfigureAwait(false);
        await _filling.ConfigureAwait(false);
        _stop.Dispose();
        _flushing.Dispose();
    }

    private void Take(in SinkEntry entry, long sequence)
    {
        var rows = ArchivedRow.Read(entry.Target[(Name.Length + 1)..], entry.Body.ToArray(), factory.Datasets);
        if (_waiting.Count == 0)
        {
            (_waitingFrom, _waitingSince) = (sequence, factory.Clock.GetTimestamp());
        }

        _waiting.AddRange(rows);
        _waitingBytes += entry.Body.Length;
    }

    private async Task WriteOutAsync(CancellationToken cancellationToken)
    {
        foreach (var rows in _writing.GroupBy(static row => row.Dataset.Name))
        {
            foreach (var file in ArchiveRuns.Of(rows))
            {
                await factory.Retry.RunAsync(
                    $"Archiving {rows.Key}",
                    token => WriteAsync(file, token),
                    cancellationToken).ConfigureAwait(false);
            }
        }

        lock (_gate)
        {
            _writing.Clear();
        }
    }

    private async Task WriteAsync(List<ArchivedRow> rows, CancellationToken cancellationToken)
    {
        await factory.EnsureContainerAsync(cancellationToken).ConfigureAwait(false);
        var (dataset, date) = (rows[0].Dataset.Name, rows[0].Date);
        if (!_folders.TryGetValue(dataset, out var folder))
        {
            _folders.Add(dataset, folder = new ArchiveFolder(factory.Container, dataset, partition.PartitionId, factory.Logger));
        }

        var through = await folder.ThroughAsync(date, cancellationToken).ConfigureAwait(false);
        var missing = rows.FindAll(row => row.Sequence > through);
        if (missing.Count == 0)
        {
            return;
        }

        var name = new ArchiveName(dataset, date, partition.PartitionId, missing[0].Sequence, missing[^1].Sequence);
        var content = await factory.Pace.RunAsync(
            (pace, token) => ArchiveFile.WriteAsync(function, partition, missing, pace, token), cancellationToken).ConfigureAwait(false);
        await folder.StoreAsync(name, content, cancellationToken).ConfigureAwait(false);
        SinkInstruments.FileWritten(function, dataset, missing.Count, factory.Clock.GetElapsedTime(_writingSince));
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushBesideAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What waits is in the journal.
        }
        catch (Exception fault)
        {
            factory.Logger.ArchiveFlushFailed(fault, function, partition.PartitionId);
        }
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(factory.Options.FileInterval, factory.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await TryFlushAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What waits is in the journal.
        }
    }
}
