using System.ComponentModel;
using System.Globalization;

namespace Azure.Messaging.EventHubs;

/// <summary>Makes, for tests, the values that only a service answers with.</summary>
public static class EventHubsModelFactory
{
    /// <summary>An event as it is received.</summary>
    /// <param name="eventBody">The body.</param>
    /// <param name="properties">Application properties.</param>
    /// <param name="systemProperties">What the service added.</param>
    /// <param name="partitionKey">The key it was sent with.</param>
    /// <param name="sequenceNumber">Position in the partition.</param>
    /// <param name="offsetString">Offset in the partition.</param>
    /// <param name="enqueuedTime">When the service took it.</param>
    /// <returns>The event.</returns>
    public static EventData EventData(
        BinaryData eventBody,
        IDictionary<string, object>? properties = null,
        IReadOnlyDictionary<string, object>? systemProperties = null,
        string? partitionKey = null,
        long sequenceNumber = long.MinValue,
        string? offsetString = null,
        DateTimeOffset enqueuedTime = default) =>
        new(eventBody, properties, systemProperties, partitionKey, sequenceNumber, offsetString, enqueuedTime);

    /// <summary>An event as it is received, with a number for its offset. Beside the overload above, a call must name <c>offsetString:</c>.</summary>
    /// <param name="eventBody">The body.</param>
    /// <param name="properties">Application properties.</param>
    /// <param name="systemProperties">What the service added.</param>
    /// <param name="partitionKey">The key it was sent with.</param>
    /// <param name="sequenceNumber">Position in the partition.</param>
    /// <param name="offset">Offset in the partition; <see cref="long.MinValue"/> for none.</param>
    /// <param name="enqueuedTime">When the service took it.</param>
    /// <returns>The event.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Offsets are not always numbers. Use the overload with offsetString.")]
    public static EventData EventData(
        BinaryData eventBody,
        IDictionary<string, object>? properties = null,
        IReadOnlyDictionary<string, object>? systemProperties = null,
        string? partitionKey = null,
        long sequenceNumber = long.MinValue,
        long offset = long.MinValue,
        DateTimeOffset enqueuedTime = default) => new(
            eventBody,
            properties,
            systemProperties,
            partitionKey,
            sequenceNumber,
            offset == long.MinValue ? null : offset.ToString(CultureInfo.InvariantCulture),
            enqueuedTime);

    /// <summary>A partition as a reader sees it.</summary>
    /// <param name="fullyQualifiedNamespace">Host name of the namespace.</param>
    /// <param name="eventHubName">Name of the hub.</param>
    /// <param name="consumerGroup">Name of the consumer group.</param>
    /// <param name="partitionId">Id of the partition.</param>
    /// <returns>The partition.</returns>
    public static Consumer.PartitionContext PartitionContext(
        string fullyQualifiedNamespace, string eventHubName, string consumerGroup, string partitionId) =>
        new(fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId);
}
