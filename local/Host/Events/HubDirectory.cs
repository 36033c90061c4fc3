using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Finds the hub that a binding means: the embedded one, or another over AMQP.</summary>
internal sealed class HubDirectory(IConfiguration configuration, EmbeddedHub? embedded, EventHubTriggerSettings settings, TimeProvider time, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private readonly Dictionary<(string Connection, string Hub), AmqpHubClient> _remote = [];

    /// <summary>The client of a hub.</summary>
    /// <param name="need">Connection setting and hub.</param>
    /// <param name="where">The function that needs it, for messages.</param>
    /// <exception cref="PlatformStartException">The connection setting is missing or cannot be read.</exception>
    public IHubClient GetClient(HubNeed need, string where)
    {
        var setting = configuration.RequireConnection(need.Connection, where);
        if (setting.Text is { } text && EventHubsEndpoint.Parse(text, where) is var endpoint && embedded?.Serves(endpoint) == true)
        {
            return embedded.GetClient(endpoint, need.Hub);
        }

        var key = (setting.Text ?? need.Connection, need.Hub);
        if (!_remote.TryGetValue(key, out var client))
        {
            client = _remote[key] = new AmqpHubClient(EndpointOf(setting, need.Connection, where), need.Hub, settings, time, loggers);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _remote.Values)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    private HubEndpoint EndpointOf(ConnectionSetting setting, string connection, string where)
    {
        var endpoint = setting.Identity is { } identity
            ? new HubEndpoint(identity.FullyQualifiedNamespace, HubEndpoint.TlsPort, UseTls: true, new CredentialTokenProvider(identity.CreateCredential(where)))
            : HubEndpoint.Of(Parse(setting.Text!, connection, where), time);
        return endpoint.UseTls && settings.UsesWebSockets
            ? throw new PlatformStartException(
                $"{where}: transportType in host.json is amqpWebSockets, which the local host does not speak to {endpoint.Host}. Set AzureFunctionsJobHost__extensions__eventHubs__transportType to amqpTcp.")
            : endpoint;
    }

    private static HubConnectionString Parse(string text, string connection, string where)
    {
        try
        {
            return HubConnectionString.Parse(text);
        }
        catch (EventHubException exception)
        {
            throw new PlatformStartException($"{where}: the setting {connection} cannot be used: {exception.Message}", exception);
        }
    }
}
