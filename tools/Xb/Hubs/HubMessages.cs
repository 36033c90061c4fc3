using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hubs;

/// <summary>Makes the messages that the commands send.</summary>
internal static class HubMessages
{
    private const string ContentType = "application/json";
    private const string CloudEventsVersion = "1.0";

    /// <summary>A message with the CloudEvents attributes of an event.</summary>
    /// <param name="body">UTF-8 body.</param>
    /// <param name="id">Event id.</param>
    /// <param name="type">Event type.</param>
    /// <param name="partitionKey">Places the event.</param>
    /// <param name="occurredAt">Event time, UTC; also sent as the producer's clock, for what is replayed did not happen just now.</param>
    /// <param name="source">Who sends, a URI reference.</param>
    public static HubEvent Make(
        ReadOnlyMemory<byte> body, string id, string type, string partitionKey, DateTimeOffset occurredAt, string source) => new(body)
        {
            PartitionKey = partitionKey,
            MessageId = id,
            ContentType = ContentType,
            Properties = new Dictionary<string, object>(6, StringComparer.Ordinal)
            {
                [EventProperties.SpecVersion] = CloudEventsVersion,
                [EventProperties.Type] = type,
                [EventProperties.Id] = id,
                [EventProperties.Source] = source,
                [EventProperties.Time] = occurredAt,
                [EventProperties.ProducerClock] = occurredAt,
            },
        };
}
