using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>The embedded hub of this process, read in place without a copy through AMQP.</summary>
internal sealed class EmbeddedHubClient(string fullyQualifiedNamespace, HubEntity hub) : IHubClient
{
    public string Namespace => fullyQualifiedNamespace;

    public string Name => hub.Name;

    public Task<IReadOnlyList<string>> GetPartitionIdsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. hub.Partitions.Select(static partition => partition.Id)]);

    public IPartitionSource GetPartition(string consumerGroup, string partitionId) =>
        new EmbeddedPartitionSource(hub.Partitions.First(partition => partition.Id == partitionId));

    public Task SendAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) =>
        hub.AppendAsync(events, cancellationToken: cancellationToken).AsTask();
}
