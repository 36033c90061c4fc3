using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Feeds the events of one partition to one function, an invocation at a time, as long as the partition is this process's.</summary>
/// <remarks>
/// The checkpoint moves on after each invocation, failed or not, as in the service: a function that must not lose a batch has to catch
/// what it can or carry a retry attribute. Nothing is checkpointed for an invocation during which the listener was told to stop or the partition was lost.
/// </remarks>
internal sealed class PartitionPump(
    EventHubBinding binding,
    IPartitionSource source,
    PartitionLease lease,
    PartitionCheckpoint checkpoint,
    ConsumerProgress progress,
    EventHubTriggerSettings settings,
    CancellationToken hostStopping)
{
    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);
    private readonly EventBatchReader _reader = new(source, settings, settings.MinEventBatchSize > 1 && binding.IsBatched, binding.Time);
    private readonly EventViews _views = new();
    private EventPosition? _position;
    private CancellationToken _stopping;
    private bool _hasEnded;

    // A signal that ends an invocation may reach its retry before it reaches the tokens that are linked to it: only the signals themselves are asked.
    private bool IsEnded =>
        hostStopping.IsCancellationRequested || _stopping.IsCancellationRequested || lease.Lost.IsCancellationRequested || source.Taken.IsCancellationRequested;

    /// <summary>Reads and dispatches until told to stop or the partition is lost; an invocation that has begun is awaited.</summary>
    /// <param name="stopping">Tells to stop.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        _stopping = stopping;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, source.Taken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost.Token);
        var isOpen = false;
        while (!_hasEnded && !ended.IsCancellationRequested)
        {
            try
            {
                if (!isOpen)
                {
                    await OpenAsync(ended.Token).ConfigureAwait(false);
                    isOpen = true;
                }

                await StepAsync(lost.Token, ended.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                break;
            }
            catch (Exception) when (lost.IsCancellationRequested)
            {
                break;
            }
            catch (HubClientException exception) when (exception.IsDisplaced)
            {
                await lease.LoseAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                isOpen = false;
                binding.Logger.PartitionFault(exception, binding.FunctionName, source.Id);
                await Task.Delay(FaultDelay, binding.Time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        if (!lease.Lost.IsCancellationRequested && !source.Taken.IsCancellationRequested)
        {
            await checkpoint.FlushAsync().ConfigureAwait(false);
            return;
        }

        binding.Logger.OwnershipLost(binding.FunctionName, source.Id);
        await lease.LoseAsync().ConfigureAwait(false);
    }

    private async Task OpenAsync(CancellationToken ended)
    {
        var position = _position ??= await FindStartAsync(ended).ConfigureAwait(false);
        await source.OpenAsync(position, ended).ConfigureAwait(false);
    }

    private async Task<EventPosition> FindStartAsync(CancellationToken ended)
    {
        var stored = await checkpoint.ReadAsync(ended).ConfigureAwait(false);
        var partition = await source.GetPropertiesAsync(ended).ConfigureAwait(false);
        if (stored is { } at && at.SequenceNumber <= partition.LastSequenceNumber)
        {
            progress.Processed = at.SequenceNumber;
            return EventPosition.FromSequenceNumber(at.SequenceNumber);
        }

        if (stored is { } ahead)
        {
            // The hub was deleted and made anew while its checkpoints stayed; waiting for the old numbers to come would look like a hang.
            binding.Logger.CheckpointAhead(binding.FunctionName, source.Id, ahead.SequenceNumber, partition.LastSequenceNumber);
        }

        return FindInitial(partition);
    }

    private EventPosition FindInitial(PartitionProperties partition)
    {
        var isFromTime = settings.InitialOffset == "fromEnqueuedTime";
        var isFromEnd = settings.InitialOffset == "fromEnd" || (isFromTime && partition.LastEnqueuedAt < settings.InitialEnqueuedTime);
        progress.Processed = isFromEnd ? partition.LastSequenceNumber : partition.BeginSequenceNumber - 1;
        return isFromTime ? EventPosition.FromEnqueuedTime(settings.InitialEnqueuedTime!.Value)
            : isFromEnd ? EventPosition.FromSequenceNumber(partition.LastSequenceNumber)
            : EventPosition.Earliest;
    }

    private async Task StepAsync(CancellationToken lost, CancellationToken ended)
    {
        var events = await ReadAsync(ended).ConfigureAwait(false);
        progress.Processed = events[0].SequenceNumber - 1;
        if (!await lease.ConfirmAsync(ended).ConfigureAwait(false))
        {
            return;
        }

        _views.Keep();
        var end = await binding.DispatchAsync(events, _views, source.Id, () => IsEnded, lost).ConfigureAwait(false);
        if (IsEnded)
        {
            _hasEnded = true;
            return;
        }

        if (end == DispatchEnd.Cut)
        {
            // What cuts an invocation short also stops this pump, but may reach it a moment later.
            await Task.Delay(Timeout.InfiniteTimeSpan, ended).ConfigureAwait(false);
        }

        var last = events[^1];
        progress.Processed = last.SequenceNumber;
        _position = EventPosition.FromSequenceNumber(last.SequenceNumber);
        await checkpoint.AdvanceAsync(last).ConfigureAwait(false);
        source.End(isReleased: end == DispatchEnd.Released);
        if (end == DispatchEnd.Released)
        {
            _views.Release();
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadAsync(CancellationToken ended)
    {
        var reading = _reader.ReadAsync(ended);
        if (!reading.IsCompleted && checkpoint.IsDue)
        {
            await checkpoint.FlushAsync().ConfigureAwait(false);
        }

        if (reading.IsCompleted || !checkpoint.IsPending)
        {
            return await reading.ConfigureAwait(false);
        }

        var events = reading.AsTask();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ended);
        if (await Task.WhenAny(events, Task.Delay(IdleTime, binding.Time, over.Token)).ConfigureAwait(false) != events)
        {
            await checkpoint.FlushAsync().ConfigureAwait(false);
        }

        await over.CancelAsync().ConfigureAwait(false);
        return await events.ConfigureAwait(false);
    }
}
