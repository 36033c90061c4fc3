using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Bench.EventHub;

/// <summary>What does an event cost that is appended to the embedded hub in place, and one that is read from its files?</summary>
[InProcess]
[MemoryDiagnoser]
public class AppendBenchmarks
{
    private const int Events = 2_048;
    private const int BodyBytes = 800;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "xb-append-" + Path.GetRandomFileName());
    private readonly List<HubEvent> _events = new(Events);
    private EventHubBroker _broker = null!;
    private HubEntity _hub = null!;
    private long _next;

    /// <summary>Opens a hub of four partitions.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var options = new EventHubBrokerOptions { DataDirectory = _folder };
        options.Hubs.Add(new EventHubDefinition("decisions", 4, "bench"));
        _broker = EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance).GetAwaiter().GetResult();
        _hub = _broker.GetHub("decisions");
        var properties = new Dictionary<string, object> { ["specversion"] = "1.0", ["type"] = "fraud.decided", ["source"] = "/bench" };
        for (var number = 0; number < Events; number++)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            _events.Add(new HubEvent(new byte[BodyBytes]) { PartitionKey = id, MessageId = id, ContentType = "application/json", Properties = properties });
        }

        for (var batch = 0; batch < 40; batch++)
        {
            Append();
        }
    }

    /// <summary>Closes the hub and removes its folder.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Appends one batch over all partitions.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void Append() => _hub.AppendAsync(_events).AsTask().GetAwaiter().GetResult();

    /// <summary>Reads as many events of one partition, from the beginning again when they end.</summary>
    /// <returns>Bytes of the bodies.</returns>
    [Benchmark(OperationsPerInvoke = Events)]
    public long Read()
    {
        var bytes = 0L;
        for (var read = 0; read < Events;)
        {
            if (!_hub.Partitions[0].TryRead(_next, Events - read, out var events))
            {
                _next = 0;
                continue;
            }

            foreach (var stored in events)
            {
                bytes += stored.Body.Length;
            }

            (read, _next) = (read + events.Count, events[^1].SequenceNumber + 1);
        }

        return bytes;
    }
}
