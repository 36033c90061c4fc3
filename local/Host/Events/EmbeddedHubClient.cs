using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>The embedded hub of this process, read in place without a copy through AMQP.</summary>
internal sealed class EmbeddedHubClient(string fullyQualifiedNamespace, HubEntity hub) : IHubClient
{
    public string Namespace => fullyQualifiedNamespace;

    public string Name => hub.Name;

    public Task<IReadOnlyList<IPartitionSource>> GetPartitionsAsync(string consumerGroup, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IPartitionSource>>([.. hub.Partitions.Select(static partition => new Source(partition))]);

    public Task SendAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) =>
        hub.AppendAsync(events, cancellationToken: cancellationToken).AsTask();

    private sealed class Source(HubPartition partition) : IPartitionSource
    {
        public string Id => partition.Id;

        public long LastEnqueued => partition.Properties.LastSequenceNumber;

        public ValueTask<long> ResolveAsync(EventPosition position, CancellationToken cancellationToken) =>
            ValueTask.FromResult(partition.Resolve(position));

        public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(long fromSequence, int maxEvents, CancellationToken cancellationToken) =>
            partition.ReadAsync(fromSequence, maxEvents, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
