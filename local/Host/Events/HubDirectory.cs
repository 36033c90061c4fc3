using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>Finds the hub that a binding means: the embedded one, or another over AMQP.</summary>
internal sealed class HubDirectory(IConfiguration configuration, EmbeddedHub? embedded)
{
    /// <summary>The client of a hub.</summary>
    /// <param name="need">Connection setting and hub.</param>
    /// <param name="where">The function that needs it, for messages.</param>
    /// <exception cref="PlatformStartException">The connection setting is missing or cannot be used.</exception>
    public IHubClient GetClient(HubNeed need, string where)
    {
        var endpoint = EventHubsEndpoint.Parse(configuration.RequireConnection(need.Connection, where), where);
        return embedded?.Serves(endpoint) == true
            ? embedded.GetClient(endpoint, need.Hub)
            : throw new PlatformStartException(
                $"{where}: {endpoint.Host}:{endpoint.Port} is not the embedded Event Hub of this host. Point {need.Connection} at localhost and the port in XbHost:AmqpPort.");
    }
}
