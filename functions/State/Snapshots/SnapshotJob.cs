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
    private readonly long _generation;
    private readonly bool _isOwed;
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;

    /// <summary>Starts; called with the partition's gate held.</summary>
    public SnapshotJob(StateStores stores, PartitionSlot<TState> slot, PartitionSession<TState> owner, SnapshotPoint point, IStateCapture capture, bool isOwed = false)
    {
        (_stores, _slot, _generation, _isOwed) = (stores, slot, point.Generation, isOwed);

        // Handed over, not kept: a job that has ended must not hold the state of a partition that moved away.
        Completion = Task.Run(() => RunAsync(owner, point, capture), CancellationToken.None);
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

    private async Task RunAsync(PartitionSession<TState> owner, SnapshotPoint point, IStateCapture capture)
    {
        var started = _stores.Clock.GetTimestamp();
        try
        {
            var blob = _stores.State.GetBlockBlobClient(JournalName.Snapshot(_slot.Folder, _generation));
            var writer = new SnapshotWriter(_stores, blob, point, capture);
            if (await WriteAsync(owner, writer, capture, _stop.Token).ConfigureAwait(false))
            {
                owner.SnapshotStored(writer.StoredBytes);
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
            _stores.Logger.SnapshotFailed(fault, _slot.Function, _slot.Folder, _generation);
            await WithStateAsync(
                owner,
                () =>
                {
                    capture.Dispose();
                    owner.SnapshotGivenUp(_isOwed);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // Where the state was dropped; else it is done already, between two batches.
            capture.Dispose();
        }
    }

    private async Task<bool> WriteAsync(
        PartitionSession<TState> owner, SnapshotWriter writer, IStateCapture capture, CancellationToken cancellationToken)
    {
        while (true)
        {
            var isLast = false;
            if (!await WithStateAsync(owner, () => isLast = Step(writer, capture), cancellationToken).ConfigureAwait(false))
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
        await owner.FlushForSnapshotAsync(cancellationToken).ConfigureAwait(false);
        if (!await WithStateAsync(owner, static () => { }, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        await _stores.Retry.RunAsync(
            $"Removing journals of {_slot.Folder}",
            token => JournalFolder.RemoveBeforeAsync(_stores.State, _slot.Folder, _generation, token),
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static bool Step(SnapshotWriter writer, IStateCapture capture)
    {
        var isLast = !writer.Step();
        if (isLast)
        {
            capture.Dispose();
        }

        return isLast;
    }

    /// <summary>Does something while no batch runs; false, doing nothing, when the state it belongs to was dropped.</summary>
    private async Task<bool> WithStateAsync(PartitionSession<TState> owner, Action action, CancellationToken cancellationToken)
    {
        await _slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(_slot.Session, owner))
            {
                return false;
            }

            action();
            return true;
        }
        finally
        {
            _slot.Gate.Release();
        }
    }
}
