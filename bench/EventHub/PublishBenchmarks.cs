using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Bench.EventHub;

/// <summary>What does a decision cost that the app publishes to the embedded hub in place?</summary>
[InProcess]
[MemoryDiagnoser]
public class PublishBenchmarks
{
    private const int Events = 4_096;
    private const int BodyBytes = 600;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "xb-publish-" + Path.GetRandomFileName());
    private readonly byte[] _bodies = new byte[Events * BodyBytes];
    private readonly byte[][] _keys = new byte[Events][];
    private readonly byte[][] _ids = new byte[Events][];
    private EventHubBroker _broker = null!;
    private HubEntity _hub = null!;

    /// <summary>Opens a hub of four partitions and lets its tails grow full.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var options = new EventHubBrokerOptions { DataDirectory = _folder, RetentionBytes = 32 << 20, SegmentBytes = 8 << 20 };
        options.Hubs.Add(new EventHubDefinition("decisions", 4, "bench"));
        _broker = EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance).GetAwaiter().GetResult();
        _hub = _broker.GetHub("decisions");
        for (var number = 0; number < Events; number++)
        {
            _keys[number] = Encoding.UTF8.GetBytes("customer-" + (number * 31 % 9_973).ToString(CultureInfo.InvariantCulture));
            _ids[number] = Encoding.UTF8.GetBytes("decision-" + number.ToString("D12", CultureInfo.InvariantCulture));
        }

        for (var batch = 0; batch < 100; batch++)
        {
            Publish();
        }
    }

    /// <summary>Closes the hub and removes its folder.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Encodes a batch, as the app's publisher does, and appends it.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void Publish()
    {
        using var batch = Encode();
        batch.AppendAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Encodes the same batch and appends nothing.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void EncodeOnly() => Encode().Dispose();

    private HubBatch Encode()
    {
        KeyValuePair<string, object>[] attributes =
        [
            new(EventProperties.SpecVersion, "1.0"), new(EventProperties.Type, EventTypes.FraudDecided), new(EventProperties.Id, ""), new(EventProperties.Source, "/xbfunctions"),
        ];
        var template = new EventTemplate("application/json", attributes, EventProperties.Id);
        var batch = _hub.NewBatch();
        for (var number = 0; number < Events; number++)
        {
            batch.Add(template, _ids[number], _keys[number], _bodies.AsSpan(number * BodyBytes, BodyBytes));
        }

        return batch;
    }
}
