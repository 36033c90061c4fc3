using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>One Event Hub as the host uses it: the embedded one read in place, or any other over AMQP.</summary>
internal interface IHubClient
{
    /// <summary>Host name of the namespace, lower case; part of the checkpoints' names.</summary>
    string Namespace { get; }

    /// <summary>Name of the hub.</summary>
    string Name { get; }

    /// <summary>The partitions, in the order of their ids.</summary>
    Task<IReadOnlyList<IPartitionSource>> GetPartitionsAsync(string consumerGroup, CancellationToken cancellationToken);

    /// <summary>Appends events without a key, in one batch.</summary>
    Task SendAsync(IReadOnlyList<HubEvent> events, CancellationToken cancellationToken);
}
