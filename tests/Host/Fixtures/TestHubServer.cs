using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Host.Tests;

/// <summary>A hub of its own with its AMQP endpoint, as another process would run it; to be closed and opened again.</summary>
internal sealed class TestHubServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly EventHubBrokerOptions _broker = new();
    private readonly EventHubServerOptions _server = new() { Port = 0 };
    private EventHubBroker? _opened;

    private TestHubServer(string name, int partitions, Action<EventHubBrokerOptions>? configure)
    {
        Name = name;
        _broker.DataDirectory = _folder.Path;
        _broker.Hubs.Add(new EventHubDefinition(name, partitions, "batch"));
        configure?.Invoke(_broker);
    }

    public string Name { get; }

    public EventHubServer Server { get; private set; } = null!;

    public HubEntity Hub => _opened!.GetHub(Name);

    public static async Task<TestHubServer> StartAsync(
        int partitions = 4, Action<EventHubBrokerOptions>? configure = null, Func<string, string, DateTimeOffset?>? validateJwt = null)
    {
        var server = new TestHubServer("hub-" + TestApp.NewId(), partitions, configure);
        server._server.ValidateJwt = validateJwt;
        await server.OpenAsync();
        return server;
    }

    public Task AppendAsync(int partition, params string[] bodies) =>
        Hub.AppendAsync([.. bodies.Select(static body => new HubEvent(Encoding.UTF8.GetBytes(body)))], partition: partition).AsTask();

    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync()
    {
        _opened = await EventHubBroker.OpenAsync(_broker, TimeProvider.System, NullLoggerFactory.Instance);
        Server = await EventHubServer.StartAsync(_opened, _server, TimeProvider.System, NullLoggerFactory.Instance);
        _server.Port = Server.Port;
    }

    private async Task CloseAsync()
    {
        await Server.DisposeAsync();
        await _opened!.DisposeAsync();
    }
}
