using Azure.Identity;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.App.Azure;

/// <summary>The Event Hubs namespace of setting <c>EventHubs</c>, by connection string or by identity.</summary>
/// <param name="configuration">App settings.</param>
internal sealed class EventHubsConnection(IConfiguration configuration)
{
    private const string Setting = "EventHubs";

    /// <summary>Opens a producer of one hub.</summary>
    /// <param name="hub">The hub.</param>
    /// <exception cref="InvalidOperationException">Neither form of the setting is there; the message names both.</exception>
    public EventHubProducerClient OpenProducer(string hub) => configuration[Setting] is { Length: > 0 } connectionString
        ? new EventHubProducerClient(connectionString, hub)
        : new EventHubProducerClient(RequireHost(), hub, Credential());

    /// <summary>Opens a consumer of one hub in the default consumer group.</summary>
    /// <param name="hub">The hub.</param>
    /// <exception cref="InvalidOperationException">Neither form of the setting is there; the message names both.</exception>
    public EventHubConsumerClient OpenConsumer(string hub) => configuration[Setting] is { Length: > 0 } connectionString
        ? new EventHubConsumerClient(EventHubConsumerClient.DefaultConsumerGroupName, connectionString, hub)
        : new EventHubConsumerClient(EventHubConsumerClient.DefaultConsumerGroupName, RequireHost(), hub, Credential());

    private string RequireHost() => configuration[$"{Setting}:fullyQualifiedNamespace"] is { Length: > 0 } host
        ? host
        : throw new InvalidOperationException(
            $"Neither {Setting} nor {Setting}__fullyQualifiedNamespace is set: name the Event Hubs namespace in one of them.");

    private ManagedIdentityCredential Credential()
    {
        var clientId = configuration[$"{Setting}:clientId"];
        return new ManagedIdentityCredential(
            clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned);
    }
}
