using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.EventHub.Tests;

/// <summary>A broker of one hub in a folder of its own, to be closed and opened again.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly EventHubBrokerOptions _options = new();
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    private TestHub(bool isDurable, EventHubDefinition definition, TimeProvider time, ILoggerFactory loggers)
    {
        (_time, _loggers) = (time, loggers);
        Directory = Path.Combine(Path.GetTempPath(), "xb-hub-" + Path.GetRandomFileName());
        _options.DataDirectory = isDurable ? Directory : null;
        _options.Hubs.Add(definition);
    }

    public string Directory { get; }

    public EventHubBroker Broker { get; private set; } = null!;

    public HubEntity Hub => Broker.Hubs.First();

    public static async Task<TestHub> OpenAsync(
        bool isDurable = false, int partitions = 1, Action<EventHubBrokerOptions>? configure = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        var hub = new TestHub(isDurable, new EventHubDefinition("orders", partitions, "second"), time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
        configure?.Invoke(hub._options);
        await hub.ReopenAsync();
        return hub;
    }

    public static HubEvent Event(string text) => new(Encoding.UTF8.GetBytes(text));

    public static HubEvent[] Events(int first, int count) => [.. Enumerable.Range(first, count).Select(static number => Event($"event {number}"))];

    public static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Body.Span);

    public async Task CloseAsync()
    {
        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        Broker = await EventHubBroker.OpenAsync(_options, _time, _loggers);
    }

    /// <summary>Reads all that a partition holds.</summary>
    public List<StoredEvent> ReadAll(int partition = 0, int atOnce = 1000)
    {
        var all = new List<StoredEvent>();
        while (Hub.Partitions[partition].TryRead(all.Count == 0 ? 0 : all[^1].SequenceNumber + 1, atOnce, out var events))
        {
            all.AddRange(events);
        }

        return all;
    }

    public string[] LogFiles(int partition = 0) =>
        [.. System.IO.Directory.GetFiles(Path.Combine(Directory, "orders", $"{partition}"), "*.log").Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
