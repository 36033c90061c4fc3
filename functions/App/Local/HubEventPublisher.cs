using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.App.Local;

/// <summary>Publishes to the embedded hub of this process; each event goes to the partition of its key.</summary>
/// <param name="platform">Owner of the hub.</param>
internal sealed class HubEventPublisher(LocalPlatform platform) : IEventPublisher
{
    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        var broker = platform.Broker
            ?? throw new InvalidOperationException("No embedded Event Hub is open in this process, so there is nowhere to publish to.");
        foreach (var hub in events.GroupBy(outgoing => outgoing.Hub))
        {
            await broker.GetHub(hub.Key).AppendAsync([.. hub.Select(ToHubEvent)], cancellationToken: cancellationToken);
        }
    }

    private static HubEvent ToHubEvent(OutgoingEvent outgoing) => new(outgoing.Body)
    {
        PartitionKey = outgoing.PartitionKey,
        MessageId = outgoing.EventId,
        ContentType = "application/json",
        Properties = new Dictionary<string, object>
        {
            [EventProperties.SpecVersion] = "1.0",
            [EventProperties.Type] = outgoing.EventType,
            [EventProperties.Id] = outgoing.EventId,
            [EventProperties.Source] = "/xbfunctions",
        },
    };
}
