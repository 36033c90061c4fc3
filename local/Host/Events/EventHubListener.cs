using System.Collections.Concurrent;

namespace XbFunctions.Host;

/// <summary>Reads the partitions of a hub that this process owns for one function, all in parallel.</summary>
internal sealed class EventHubListener(
    EventHubBinding binding, IHubClient hub, string consumerGroup, PartitionStores stores, EventHubTriggerSettings settings, CancellationToken hostStopping)
    : IFunctionListener
{
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(hostStopping);
    private readonly ConcurrentDictionary<string, ConsumerProgress> _progress = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _pumps = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<PartitionLease> _leases = [];
    private PartitionOwner? _owner;
    private Task _balancing = Task.CompletedTask;

    /// <summary>How far the function is in each partition that this process owns.</summary>
    public IEnumerable<ConsumerPosition> Positions =>
        _progress.OrderBy(static progress => progress.Key.Length).ThenBy(static progress => progress.Key, StringComparer.Ordinal).Select(static progress => progress.Value.Position);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await stores.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var partitions = await hub.GetPartitionIdsAsync(cancellationToken).ConfigureAwait(false);
        var owner = _owner = new PartitionOwner(stores.OwnershipOf(hub, consumerGroup), partitions, settings, binding, Begin);
        await owner.BalanceAsync(_stopping.Token).ConfigureAwait(false);
        _balancing = Task.Run(() => owner.RunAsync(_stopping.Token), CancellationToken.None);
        binding.Logger.Reading(binding.FunctionName, hub.Name, consumerGroup, _progress.Count, partitions.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _balancing.ConfigureAwait(false);
        await Task.WhenAll(_pumps.Values).ConfigureAwait(false);
        foreach (var lease in _leases)
        {
            lease.Dispose();
        }

        _stopping.Dispose();
    }

    private void Begin(PartitionLease lease)
    {
        _leases.Add(lease);
        var source = hub.GetPartition(consumerGroup, lease.Partition);
        var progress = _progress[lease.Partition] = new ConsumerProgress(binding.FunctionName, hub, consumerGroup, source);
        var before = _pumps.GetValueOrDefault(lease.Partition, Task.CompletedTask);
        _pumps[lease.Partition] = Task.Run(() => PumpAsync(before, lease, source, progress), CancellationToken.None);
    }

    private async Task PumpAsync(Task before, PartitionLease lease, IPartitionSource source, ConsumerProgress progress)
    {
        // A partition that was lost and won back may still have its last invocation running: one at a time.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using (source.ConfigureAwait(false))
        {
            var nudge = lease.Lost.Register(static owner => ((PartitionOwner)owner!).Nudge(), _owner);
            await using (nudge.ConfigureAwait(false))
            {
                var checkpoints = stores.CheckpointsOf(hub, consumerGroup, _owner!.Name);
                var checkpoint = new PartitionCheckpoint(checkpoints, lease, binding.FunctionName, binding.Logger, settings.BatchCheckpointFrequency, binding.Time);
                await new PartitionPump(binding, source, lease, checkpoint, progress, settings, hostStopping).RunAsync(_stopping.Token).ConfigureAwait(false);
            }
        }

        _progress.TryRemove(KeyValuePair.Create(lease.Partition, progress));
        await GiveUpAsync(lease).ConfigureAwait(false);
    }

    private async Task GiveUpAsync(PartitionLease lease)
    {
        try
        {
            await lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            binding.Logger.OwnershipNotReleased(exception, binding.FunctionName, lease.Partition);
        }
    }
}
