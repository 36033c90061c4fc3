using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>The embedded Event Hub of this process: partition logs, and the AMQP listener that other processes use.</summary>
internal sealed class EmbeddedHub : IAsyncDisposable
{
    private readonly EventHubServer _server;
    private readonly LocalPlatformOptions _options;

    private EmbeddedHub(EventHubBroker broker, EventHubServer server, LocalPlatformOptions options) =>
        (Broker, _server, _options) = (broker, server, options);

    public EventHubBroker Broker { get; }

    /// <summary>Connection string for clients in any process.</summary>
    public string ConnectionString => _server.ConnectionString;

    /// <summary>The connection settings that mean an emulator at the port this platform opens.</summary>
    public static IReadOnlyList<KeyValuePair<string, EventHubsEndpoint>> FindSettings(IConfiguration configuration, LocalPlatformOptions options) =>
        options.StartEventHub == false
            ? []
            : [.. configuration.AsEnumerable()
                .Where(static setting => EventHubsEndpoint.IsConnectionString(setting.Value))
                .Select(static setting => KeyValuePair.Create(setting.Key, EventHubsEndpoint.Parse(setting.Value!, setting.Key)))
                .Where(setting => IsOurs(setting.Value, options))];

    /// <summary>Opens the hubs and listens.</summary>
    /// <exception cref="PlatformStartException">The port is taken, or a stored hub differs from what is asked for.</exception>
    public static async Task<EmbeddedHub> StartAsync(
        string dataDirectory,
        IEnumerable<HubNeed> needs,
        LocalPlatformOptions options,
        EventHubsEndpoint? endpoint,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        try
        {
            var broker = await EventHubBroker.OpenAsync(BrokerOptions(dataDirectory, needs, options), time, loggers, cancellationToken).ConfigureAwait(false);
            return new EmbeddedHub(broker, await ServeAsync(broker, ServerOptions(options, endpoint), time, loggers, cancellationToken).ConfigureAwait(false), options);
        }
        catch (PortInUseException exception)
        {
            throw new PlatformStartException(
                $"Port {exception.Port} (AMQP of the embedded Event Hub) is in use. Stop the program that has it, or set XbHost:AmqpPort to 0 to take a free one.", exception);
        }
        catch (EventHubException exception)
        {
            throw new PlatformStartException(exception.Message, exception);
        }
    }

    /// <summary>Whether a connection string means this hub.</summary>
    public bool Serves(EventHubsEndpoint endpoint) => IsOurs(endpoint, _options) || (endpoint.IsLocal && endpoint.IsEmulator && endpoint.Port == _server.Port);

    /// <summary>One of the hubs.</summary>
    public IHubClient GetClient(EventHubsEndpoint endpoint, string hub) => new EmbeddedHubClient(endpoint.Host, Broker.GetHub(hub));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        await Broker.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<EventHubServer> ServeAsync(
        EventHubBroker broker, EventHubServerOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            return await EventHubServer.StartAsync(broker, options, time, loggers, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static bool IsOurs(EventHubsEndpoint endpoint, LocalPlatformOptions options) =>
        endpoint.IsEmulator && endpoint.IsLocal && (options.AmqpPort == 0 || endpoint.Port == options.AmqpPort);

    private static EventHubBrokerOptions BrokerOptions(string dataDirectory, IEnumerable<HubNeed> needs, LocalPlatformOptions options)
    {
        var broker = new EventHubBrokerOptions { DataDirectory = Path.Combine(dataDirectory, "eventhub") };
        var groups = needs
            .Concat(options.Hubs.Select(static hub => new HubNeed(string.Empty, hub, null)))
            .GroupBy(static need => need.Hub, static need => need.ConsumerGroup, StringComparer.OrdinalIgnoreCase);
        foreach (var hub in groups)
        {
            broker.Hubs.Add(new EventHubDefinition(hub.Key, options.PartitionsPerHub, hub.OfType<string>()));
        }

        return broker;
    }

    private static EventHubServerOptions ServerOptions(LocalPlatformOptions options, EventHubsEndpoint? endpoint)
    {
        var server = new EventHubServerOptions { Port = options.AmqpPort };
        if (endpoint is { KeyName.Length: > 0, Key.Length: > 0 })
        {
            server.AccessKeys.Clear();
            server.AccessKeys[endpoint.KeyName] = endpoint.Key;
        }

        return server;
    }
}
