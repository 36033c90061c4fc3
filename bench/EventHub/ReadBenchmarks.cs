using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Bench.EventHub;

/// <summary>What does an event cost that is read from the hub's files as a trigger reads it, into memory that it gives back?</summary>
[InProcess]
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private const int Events = 4_096;
    private const int Stored = 20 * Events;
    private const int BodyBytes = 500;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "xb-read-" + Path.GetRandomFileName());
    private readonly ReadBlocks _blocks = new();
    private readonly IDictionary<string, object>?[] _properties = new IDictionary<string, object>?[Events];
    private EventHubBroker _broker = null!;
    private HubPartition _partition = null!;
    private IReadOnlyList<StoredEvent> _read = [];
    private long _next;

    /// <summary>Fills a hub of one partition.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var options = new EventHubBrokerOptions { DataDirectory = _folder, TailBytes = 0 };
        options.Hubs.Add(new EventHubDefinition("payments", 1, "bench"));
        _broker = EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance).GetAwaiter().GetResult();
        var hub = _broker.GetHub("payments");
        _partition = hub.Partitions[0];
        for (var first = 0; first < Stored; first += Events)
        {
            hub.AppendAsync([.. Enumerable.Range(first, Events).Select(Payment)]).AsTask().GetAwaiter().GetResult();
        }

        Trigger();
        Trigger();
    }

    /// <summary>Closes the hub and removes its folder.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Reads a batch, from the beginning again when they end.</summary>
    /// <returns>Number of events.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public int Read()
    {
        _blocks.Release();
        _read = _partition.ReadAsync(_next, Events, _blocks).AsTask().GetAwaiter().GetResult();
        _next = (_read[^1].SequenceNumber + 1) % Stored;
        return _read.Count;
    }

    /// <summary>Reads a batch and takes of each event what a function is given.</summary>
    /// <returns>A sum of it.</returns>
    [Benchmark(OperationsPerInvoke = Events)]
    public long Trigger()
    {
        _ = Read();
        var sum = 0L;
        for (var index = 0; index < _read.Count; index++)
        {
            var stored = _read[index];
            sum += stored.Body.Length;
            var properties = _properties[index] = stored.TakeProperties(_properties[index]);
            if (properties.TryGetValue(EventProperties.Type, out var type) && StoredEvent.TryGetTime(properties, EventProperties.ProducerClock, out var clock))
            {
                sum += ((string)type).Length + clock.Second;
            }
        }

        return sum;
    }

    private static HubEvent Payment(int number)
    {
        var id = "pay-" + number.ToString("D12", CultureInfo.InvariantCulture);
        var time = DateTimeOffset.UnixEpoch.AddSeconds(number);
        return new HubEvent(new byte[BodyBytes])
        {
            PartitionKey = "customer-" + (number % 977).ToString(CultureInfo.InvariantCulture),
            MessageId = id,
            ContentType = "application/json",
            Properties = new Dictionary<string, object>
            {
                [EventProperties.SpecVersion] = "1.0",
                [EventProperties.Type] = EventTypes.PaymentAuthorised,
                [EventProperties.Id] = id,
                [EventProperties.Source] = "/bench",
                [EventProperties.Time] = time,
                [EventProperties.ProducerClock] = time,
            },
        };
    }
}
