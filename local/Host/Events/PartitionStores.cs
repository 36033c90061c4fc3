using Azure.Storage.Blobs;

namespace XbFunctions.Host;

/// <summary>Where ownership and checkpoints of partitions are kept.</summary>
internal sealed class PartitionStores(BlobContainerClient container)
{
    /// <summary>Creates the container when it is missing.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Who owns the partitions of a hub for a consumer group.</summary>
    public OwnershipStore OwnershipOf(IHubClient hub, string consumerGroup) => new(container, hub.Namespace, hub.Name, consumerGroup);

    /// <summary>The checkpoints of a hub and consumer group.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="consumerGroup">The consumer group.</param>
    /// <param name="client">Name of the writer; informational.</param>
    public CheckpointStore CheckpointsOf(IHubClient hub, string consumerGroup, string client) => new(container, hub.Namespace, hub.Name, consumerGroup, client);
}
