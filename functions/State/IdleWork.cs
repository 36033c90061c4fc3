namespace XbFunctions.State;

/// <summary>What a partition does once its batches pause: it confirms its outputs, and looks whether it is still the owner.</summary>
internal sealed class IdleWork<TState> : IAsyncDisposable
    where TState : class, IStreamState
{
    private readonly StateStores _stores;
    private readonly PartitionSlot<TState> _slot;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private long _lastWork;
    private bool _isStopped;

    public IdleWork(StateStores stores, PartitionSlot<TState> slot)
    {
        (_stores, _slot) = (stores, slot);
        _timer = stores.Clock.CreateTimer(static self => ((IdleWork<TState>)self!).Begin(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts the quiet time from now on.</summary>
    public void Arm()
    {
        Volatile.Write(ref _lastWork, _stores.Clock.GetTimestamp());
        _timer.Change(_stores.Options.ConfirmDelay, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            (_isStopped, running) = (true, _running);
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                // The timer may fire before the run that set it has ended.
                _running = RunAfterAsync(_running);
            }
        }
    }

    private async Task RunAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await _slot.Gate.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                if (await LookAsync(_stop.Token).ConfigureAwait(false) is { } wait)
                {
                    _timer.Change(wait, Timeout.InfiniteTimeSpan);
                }
            }
            finally
            {
                _slot.Gate.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The runner stops, and confirms by itself.
        }
    }

    /// <summary>Does what is due; returns when to look again, or null when no state is in memory: the next batch arms the timer anew.</summary>
    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        var options = _stores.Options;
        var idle = _stores.Clock.GetElapsedTime(Volatile.Read(ref _lastWork));
        if (_slot.Session is not { } session || idle < options.ConfirmDelay)
        {
            return _slot.Session is null ? null : options.ConfirmDelay - idle;
        }

        try
        {
            await session.ConfirmAsync(cancellationToken).ConfigureAwait(false);
            if (!await session.IsOwnerAsync(cancellationToken).ConfigureAwait(false))
            {
                return Unload("another owner has taken the partition over");
            }

            await session.RollOverOwedAsync(cancellationToken).ConfigureAwait(false);
            return idle >= options.UnloadAfter && _slot.Snapshot is not { IsRunning: true } ? Unload("it was not used for long") : options.OwnerCheckInterval;
        }
        catch (JournalFencedException)
        {
            return Unload("another owner has taken the partition over");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _stores.Logger.IdleFailed(fault, _slot.Function, _slot.Folder);
            return Unload("it could not be confirmed");
        }
    }

    private TimeSpan? Unload(string reason)
    {
        _stores.Logger.Unloaded(_slot.Function, _slot.Folder, reason);
        _slot.Drop();
        return null;
    }
}
