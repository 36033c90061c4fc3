using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Feeds the events of one partition to one function, an invocation at a time.</summary>
/// <remarks>
/// The checkpoint moves on after each invocation, failed or not, as in the service: a function that must not lose a batch has to catch
/// what it can or carry a retry attribute. Nothing is checkpointed for an invocation during which the listener was told to stop.
/// </remarks>
internal sealed class PartitionPump(
    EventHubBinding binding, IPartitionSource source, CheckpointStore checkpoints, ConsumerProgress progress, EventHubTriggerSettings settings)
{
    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(1);
    private readonly EventBatchReader _reader = new(source, settings, settings.MinEventBatchSize > 1 && binding.IsBatched, binding.Time);
    private Checkpoint? _pending;
    private int _invocations;

    /// <summary>Reads and dispatches until told to stop; an invocation that has begun is awaited.</summary>
    /// <param name="stopping">Tells to stop.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        long? next = null;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                next ??= await FindStartAsync(stopping).ConfigureAwait(false);
                next = await StepAsync(next.Value, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                binding.Logger.PartitionFault(exception, binding.FunctionName, source.Id);
                await Task.Delay(FaultDelay, binding.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await WritePendingAsync().ConfigureAwait(false);
    }

    private async Task<long> FindStartAsync(CancellationToken stopping)
    {
        if (await ReadCheckpointAsync(stopping).ConfigureAwait(false) is { } checkpoint)
        {
            progress.Processed = checkpoint.SequenceNumber;
            return checkpoint.SequenceNumber + 1;
        }

        var position = settings.InitialOffset switch
        {
            "fromEnd" => EventPosition.Latest,
            "fromEnqueuedTime" => EventPosition.FromEnqueuedTime(settings.InitialEnqueuedTime!.Value),
            _ => EventPosition.Earliest,
        };
        var start = await source.ResolveAsync(position, stopping).ConfigureAwait(false);
        progress.Processed = start - 1;
        return start;
    }

    private async Task<Checkpoint?> ReadCheckpointAsync(CancellationToken stopping)
    {
        var checkpoint = await checkpoints.ReadAsync(source.Id, stopping).ConfigureAwait(false);
        if (checkpoint?.SequenceNumber <= source.LastEnqueued)
        {
            return checkpoint;
        }

        if (checkpoint is { } ahead)
        {
            // The hub was deleted and made anew while its checkpoints stayed; waiting for the old numbers to come would look like a hang.
            binding.Logger.CheckpointAhead(binding.FunctionName, source.Id, ahead.SequenceNumber, source.LastEnqueued);
        }

        return null;
    }

    private async Task<long> StepAsync(long from, CancellationToken stopping)
    {
        var events = await _reader.ReadAsync(from, stopping).ConfigureAwait(false);
        if (!await binding.DispatchAsync(events, source.Id).ConfigureAwait(false))
        {
            // What cuts an invocation short also stops this pump, but may reach it a moment later.
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(false);
        }

        var last = events[^1];
        progress.Processed = last.SequenceNumber;
        if (stopping.IsCancellationRequested)
        {
            return last.SequenceNumber + 1;
        }

        _pending = new Checkpoint(last.SequenceNumber, last.Offset);
        if (++_invocations % settings.BatchCheckpointFrequency == 0)
        {
            await WritePendingAsync().ConfigureAwait(false);
        }

        return last.SequenceNumber + 1;
    }

    private async Task WritePendingAsync()
    {
        if (_pending is not { } checkpoint)
        {
            return;
        }

        try
        {
            await checkpoints.WriteAsync(source.Id, checkpoint, CancellationToken.None).ConfigureAwait(false);
            _pending = null;
        }
        catch (Exception exception)
        {
            binding.Logger.CheckpointFailed(exception, binding.FunctionName, source.Id, checkpoint.SequenceNumber);
        }
    }
}
