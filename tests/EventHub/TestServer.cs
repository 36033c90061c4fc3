using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.EventHub.Tests;

/// <summary>A hub on AMQP, to be stopped and started again on its port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TestHub _hub;
    private readonly EventHubServerOptions _options = new() { Port = 0 };

    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    private TestServer(TestHub hub, TimeProvider time, ILoggerFactory loggers) => (_hub, _time, _loggers) = (hub, time, loggers);

    public EventHubServer Server { get; private set; } = null!;

    public HubEntity Hub => _hub.Hub;

    public static async Task<TestServer> StartAsync(
        bool isDurable = false,
        int partitions = 4,
        Action<EventHubServerOptions>? configure = null,
        Action<EventHubBrokerOptions>? configureBroker = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        TimeProvider? brokerTime = null)
    {
        var server = new TestServer(
            await TestHub.OpenAsync(isDurable, partitions, configureBroker, brokerTime), time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
        configure?.Invoke(server._options);
        await server.StartAgainAsync();
        return server;
    }

    public HubClient NewClient(HubClientOptions? options = null) => new(
        HubConnectionString.Parse(Server.ConnectionString),
        Hub.Name,
        options ?? new HubClientOptions { FirstRetryDelay = TimeSpan.FromMilliseconds(20), MaxRetryDelay = TimeSpan.FromMilliseconds(200), MaxRetries = 100 },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    public async Task StopAsync()
    {
        await Server.DisposeAsync();
        await _hub.CloseAsync();
    }

    public async Task StartAgainAsync()
    {
        await _hub.ReopenAsync();
        Server = await EventHubServer.StartAsync(_hub.Broker, _options, _time, _loggers);
        _options.Port = Server.Port;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _hub.DisposeAsync();
    }
}
