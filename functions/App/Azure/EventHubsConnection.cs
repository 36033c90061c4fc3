using Azure.Identity;
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
    public EventHubProducerClient OpenProducer(string hub)
    {
        if (configuration[Setting] is { Length: > 0 } connectionString)
        {
            return new EventHubProducerClient(connectionString, hub);
        }

        if (configuration[$"{Setting}:fullyQualifiedNamespace"] is { Length: > 0 } host)
        {
            var clientId = configuration[$"{Setting}:clientId"];
            return new EventHubProducerClient(
                host,
                hub,
                new ManagedIdentityCredential(
                    clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned));
        }

        throw new InvalidOperationException(
            $"Neither {Setting} nor {Setting}__fullyQualifiedNamespace is set: name the Event Hubs namespace in one of them.");
    }
}
