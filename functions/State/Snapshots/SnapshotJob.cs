using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.State;

/// <summary>
/// Writes a snapshot beside the stream: pieces of the state between batches, a block to storage while batches go on. Given up when the
/// state is dropped, when the runner stops and after a fault; the journals before the snapshot then stay.
/// </summary>
internal sealed class SnapshotJob<TState> : IAsyncDisposable
    where TState : class, IStreamState
{
    private readonly StateStores _stores;
    private readonly PartitionSlot<TState> _slot;
    private readonly PartitionSession<TState> _owner;
    private readonly SnapshotPoint _point;
    private readonly IStateCapture _capture;
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;

    /// <summary>Starts; called with the partition's gate held.</summary>
    public SnapshotJob(StateStores stores, PartitionSlot<TState> slot, PartitionSession<TState> owner, SnapshotPoint point, IStateCapture capture)
    {
        (_stores, _slot, _owner, _point, _capture) = (stores, slot, owner, point, capture);
        Completion = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Completes when the snapshot is stored or given up; never fails.</summary>
    public Task Completion { get; }

    public bool IsRunning => !Completion.IsCompleted;

    /// <summary>Gives up what is not stored yet.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var started = _stores.Clock.GetTimestamp();
        try
        {
            var blob = _stores.State.GetBlockBlobClient(JournalName.Snapshot(_slot.Folder, _point.Generation));
            var writer = new SnapshotWriter(_stores, blob, _point, _capture);
            if (await WriteAsync(writer, _stop.Token).ConfigureAwait(false))
            {
                StateInstruments.Snapshot(_slot.Function, _stores.Clock.GetElapsedTime(started), writer.StoredBytes);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped: the next owner replays the journals.
        }
        catch (Exception fault)
        {
            StateInstruments.SnapshotFailed(_slot.Function);
            _stores.Logger.SnapshotFailed(fault, _slot.Function, _slot.Folder, _point.Generation);
            await WithStateAsync(static job => job._capture.Dispose(), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // Where the state was dropped; else it is done already, between two batches.
            _capture.Dispose();
        }
    }

    private async Task<bool> WriteAsync(SnapshotWriter writer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var isLast = false;
            if (!await WithStateAsync(_ => isLast = Step(writer), cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await writer.StageAsync(isLast, cancellationToken).ConfigureAwait(false);
            if (isLast)
            {
                break;
            }
        }

        // A load begins behind the snapshot and sees no output before it: those must be sent and written.
        await _owner.FlushForSnapshotAsync(cancellationToken).ConfigureAwait(false);
        if (!await WithStateAsync(static _ => { }, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        await _stores.Retry.RunAsync(
            $"Removing journals of {_slot.Folder}",
            token => JournalFolder.RemoveBeforeAsync(_stores.State, _slot.Folder, _point.Generation, token),
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool Step(SnapshotWriter writer)
    {
        var isLast = !writer.Step();
        if (isLast)
        {
            _capture.Dispose();
        }

        return isLast;
    }

    /// <summary>Does something while no batch runs; false, doing nothing, when the state it belongs to was dropped.</summary>
    private async Task<bool> WithStateAsync(Action<SnapshotJob<TState>> action, CancellationToken cancellationToken)
    {
        await _slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_slot.Session, _owner))
            {
                return false;
            }

            action(this);
            return true;
        }
        finally
        {
            _slot.Gate.Release();
        }
    }
}
