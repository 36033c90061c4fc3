using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>One Event Hub as the host uses it: the embedded one read in place, or any other over AMQP.</summary>
internal interface IHubClient
{
    /// <summary>Host name of the namespace, lower case; part of the checkpoints' names.</summary>
    string Namespace { get; }

    /// <summary>Name of the hub.</summary>
    string Name { get; }

    /// <summary>The ids of the partitions, in order.</summary>
    /// <exception cref="PlatformStartException">The hub cannot be reached.</exception>
    Task<IReadOnlyList<string>> GetPartitionIdsAsync(CancellationToken cancellationToken);

    /// <summary>A partition for one reader; nothing is opened yet.</summary>
    IPartitionSource GetPartition(string consumerGroup, string partitionId);

    /// <summary>Appends events without a key, in one batch.</summary>
    Task SendAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken);
}
