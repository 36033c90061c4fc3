using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Finds the hub that a binding means: the embedded one, or another over AMQP.</summary>
internal sealed class HubDirectory(IConfiguration configuration, EmbeddedHub? embedded, int prefetchCount, TimeProvider time, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private readonly Dictionary<(string Connection, string Hub), AmqpHubClient> _remote = [];

    /// <summary>The client of a hub.</summary>
    /// <param name="need">Connection setting and hub.</param>
    /// <param name="where">The function that needs it, for messages.</param>
    /// <exception cref="PlatformStartException">The connection setting is missing or cannot be read.</exception>
    public IHubClient GetClient(HubNeed need, string where)
    {
        var text = configuration.RequireConnection(need.Connection, where);
        var endpoint = EventHubsEndpoint.Parse(text, where);
        if (embedded?.Serves(endpoint) == true)
        {
            return embedded.GetClient(endpoint, need.Hub);
        }

        if (!_remote.TryGetValue((text, need.Hub), out var client))
        {
            client = new AmqpHubClient(Parse(text, need.Connection, where), need.Hub, prefetchCount, time, loggers);
            _remote[(text, need.Hub)] = client;
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
