namespace Azure.Messaging.EventHubs.Consumer;

/// <summary>A partition as a reader sees it.</summary>
public class PartitionContext
{
    /// <summary>Names a partition.</summary>
    /// <param name="fullyQualifiedNamespace">Host name of the namespace.</param>
    /// <param name="eventHubName">Name of the hub.</param>
    /// <param name="consumerGroup">Name of the consumer group.</param>
    /// <param name="partitionId">Id of the partition.</param>
    protected internal PartitionContext(string fullyQualifiedNamespace, string eventHubName, string consumerGroup, string partitionId)
    {
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        EventHubName = eventHubName;
        ConsumerGroup = consumerGroup;
        PartitionId = partitionId;
    }

    /// <summary>Host name of the namespace.</summary>
    public string FullyQualifiedNamespace { get; }

    /// <summary>Name of the hub.</summary>
    public string EventHubName { get; }

    /// <summary>Name of the consumer group.</summary>
    public string ConsumerGroup { get; }

    /// <summary>Id of the partition: a number in text.</summary>
    public string PartitionId { get; }
}
