using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Reads batches from a partition as <c>host.json</c> asks: at most so many events, and held back until at least so many.</summary>
internal sealed class EventBatchReader(IPartitionSource source, EventHubTriggerSettings settings, bool holdBack, TimeProvider time)
{
    /// <summary>The next batch.</summary>
    /// <param name="cancellationToken">Ends the wait; what was held back stays in the hub.</param>
    /// <returns>One event or more, in order.</returns>
    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        var batch = await source.ReadAsync(settings.MaxEventBatchSize, cancellationToken).ConfigureAwait(false);
        return !holdBack || batch.Count >= settings.MinEventBatchSize ? batch : await HoldAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<StoredEvent>> HoldAsync(IReadOnlyList<StoredEvent> first, CancellationToken cancellationToken)
    {
        var held = new List<StoredEvent>(first);
        using var deadline = new CancellationTokenSource(settings.MaxWaitTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (held.Count < settings.MinEventBatchSize)
        {
            try
            {
                held.AddRange(await source.ReadAsync(settings.MaxEventBatchSize - held.Count, either.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return held;
    }
}
