using System.Threading.Channels;

namespace XbFunctions.Host;

/// <summary>Claims, renews and balances the partitions of one function between all hosts that share a storage account.</summary>
internal sealed class PartitionOwner(
    OwnershipStore store, IReadOnlyList<string> partitions, EventHubTriggerSettings settings, EventHubBinding binding, Action<PartitionLease> claimed)
{
    private static readonly TimeSpan NudgeDelay = TimeSpan.FromSeconds(1);
    private readonly string _self = OwnerIdentity.Create();
    private readonly Dictionary<string, PartitionLease> _held = new(StringComparer.Ordinal);
    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Name of this owner.</summary>
    public string Name => _self;

    /// <summary>Runs one round and, while it claims something, the next ones.</summary>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public async Task BalanceAsync(CancellationToken cancellationToken)
    {
        // Each round without a rival settles all or one partition; the bound is for rivals that never let go.
        for (var round = 0; round <= partitions.Count; round++)
        {
            if (!await TryRoundAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Balances every so often until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await WaitAsync(stopping).ConfigureAwait(false);
            await BalanceAsync(stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for a round soon, because a partition was lost before its time.</summary>
    public void Nudge() => _nudges.Writer.TryWrite(true);

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var over = new CancellationTokenSource(settings.LoadBalancingUpdateInterval, binding.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
        try
        {
            await _nudges.Reader.ReadAsync(either.Token).ConfigureAwait(false);

            // Two that take a partition from each other by turns, without asking the storage, must not do so at full speed.
            await Task.Delay(NudgeDelay, binding.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // The interval is over, or the listener stops.
        }
    }

    private async Task<bool> TryRoundAsync(CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(settings.PartitionOwnershipExpirationInterval / 2, binding.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await RenewAsync(either.Token).ConfigureAwait(false);
            return await ClaimAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            binding.Logger.OwnershipFault(exception, binding.FunctionName);
            await DropExpiredAsync().ConfigureAwait(false);
            return false;
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        Forget();
        var due = _held.Values.Where(lease => lease.Age >= settings.LoadBalancingUpdateInterval / 2);
        await Task.WhenAll(due.Select(lease => lease.RenewAsync(cancellationToken))).ConfigureAwait(false);
        Forget();
    }

    private async Task<bool> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = binding.Time.GetUtcNow();
        var entries = (await store.ListAsync(cancellationToken).ConfigureAwait(false))
            .Where(entry => partitions.Contains(entry.Partition))
            .ToDictionary(static entry => entry.Partition, StringComparer.Ordinal);
        await LoseTakenAsync(entries).ConfigureAwait(false);
        var owners = entries.Values.Where(entry => IsLive(entry, now)).ToDictionary(static entry => entry.Partition, static entry => entry.Owner, StringComparer.Ordinal);
        var claims = PartitionBalancer.Claims(partitions, owners, _self, Random.Shared);
        await Task.WhenAll(claims.Select(partition => ClaimAsync(partition, entries, cancellationToken))).ConfigureAwait(false);
        return claims.Count > 0;
    }

    private async Task ClaimAsync(string partition, Dictionary<string, PartitionOwnership> entries, CancellationToken cancellationToken)
    {
        var now = binding.Time.GetUtcNow();
        var known = entries.TryGetValue(partition, out var entry) ? entry.Version : (Azure.ETag?)null;
        if (await store.WriteAsync(partition, _self, known, cancellationToken).ConfigureAwait(false) is { } version)
        {
            var lease = new PartitionLease(partition, store, _self, version, now, binding.Time, settings.PartitionOwnershipExpirationInterval);
            lock (_held)
            {
                _held[partition] = lease;
            }

            claimed(lease);
        }
    }

    private async Task LoseTakenAsync(Dictionary<string, PartitionOwnership> entries)
    {
        foreach (var lease in _held.Values.Where(lease => !entries.TryGetValue(lease.Partition, out var entry) || entry.Owner != _self))
        {
            await lease.LoseAsync().ConfigureAwait(false);
        }

        Forget();
    }

    // What the storage says is ours but nobody here holds was lost before its time: it is free to be claimed again.
    private bool IsLive(PartitionOwnership entry, DateTimeOffset now) => entry.Owner == _self
        ? _held.ContainsKey(entry.Partition)
        : entry.Owner.Length > 0 && now - entry.ModifiedAt < settings.PartitionOwnershipExpirationInterval && !OwnerIdentity.HasEnded(entry.Owner);

    private async Task DropExpiredAsync()
    {
        await Task.WhenAll(_held.Values.Where(static lease => lease.HasExpired).Select(static lease => lease.LoseAsync())).ConfigureAwait(false);
        Forget();
    }

    private void Forget()
    {
        foreach (var lost in _held.Values.Where(static lease => lease.Lost.IsCancellationRequested).ToArray())
        {
            _held.Remove(lost.Partition);
        }
    }
}
