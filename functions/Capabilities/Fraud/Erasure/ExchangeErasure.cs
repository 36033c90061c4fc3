using XbFunctions.Capabilities.Privacy;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Waits until a partition has told the others everything anew; what it told before is then removed. Where it does not tell any more, removes it.</summary>
/// <param name="store">Blobs of the exchange.</param>
/// <param name="clock">Times of erasures.</param>
internal sealed class ExchangeErasure(ExchangeStore store, ErasureClock clock) : IErasureStore
{
    /// <inheritdoc/>
    public string Name => "exchange between partitions";

    /// <inheritdoc/>
    public async Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var removed = 0L;
        var sawAll = true;
        foreach (var ack in scope.Acks.Where(static ack => ack.Function == "fraud"))
        {
            foreach (var (name, last, writtenAt) in await store.ListAsync(ack.Partition.PartitionId, cancellationToken).ConfigureAwait(false))
            {
                if (last >= ack.Sequence)
                {
                    continue;
                }

                if (clock.Now - writtenAt < clock.Options.ResendAfter)
                {
                    sawAll = false;
                    continue;
                }

                await store.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
                removed++;
            }
        }

        return (removed, sawAll);
    }
}
