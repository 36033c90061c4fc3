namespace XbFunctions.Host;

/// <summary>Reads the partitions of a hub for one function, all in parallel.</summary>
internal sealed class EventHubListener(
    EventHubBinding binding, IHubClient hub, string consumerGroup, CheckpointStore checkpoints, EventHubTriggerSettings settings, CancellationToken hostStopping)
    : IFunctionListener
{
    // The host's own signal ends waiting retries; a pump that did not see it at the same moment would checkpoint the failed batch.
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(hostStopping);
    private IReadOnlyList<IPartitionSource> _partitions = [];
    private volatile IReadOnlyList<ConsumerProgress> _progress = [];
    private Task _pumps = Task.CompletedTask;

    /// <summary>How far the function is in each partition.</summary>
    public IEnumerable<ConsumerPosition> Positions => _progress.Select(static progress => progress.Position);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await checkpoints.PrepareAsync(cancellationToken).ConfigureAwait(false);
        _partitions = await hub.GetPartitionsAsync(consumerGroup, cancellationToken).ConfigureAwait(false);
        _progress = [.. _partitions.Select(partition => new ConsumerProgress(binding.FunctionName, hub, consumerGroup, partition))];
        var pumps = _partitions.Select((partition, index) => new PartitionPump(binding, partition, checkpoints, _progress[index], settings));
        _pumps = Task.WhenAll(pumps.Select(pump => Task.Run(() => pump.RunAsync(_stopping.Token), CancellationToken.None)));
        binding.Logger.Reading(binding.FunctionName, hub.Name, consumerGroup, _partitions.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pumps.ConfigureAwait(false);
        foreach (var partition in _partitions)
        {
            await partition.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }
}
