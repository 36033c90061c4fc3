using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>The hub of the benchmark without the network: appends and reads in this process.</summary>
internal static class HubBenchHubs
{
    private const int AtOnce = 512;

    /// <summary>Settings of the measured hub; it keeps no more than its disk can bear.</summary>
    public static EventHubBrokerOptions Options(string folder, Durability durability, int partitions)
    {
        var options = new EventHubBrokerOptions { DataDirectory = folder, Durability = durability, RetentionBytes = 256 << 20 };
        options.Hubs.Add(new EventHubDefinition(HubBenchServer.HubName, partitions));
        return options;
    }

    /// <summary>A batch to send again and again.</summary>
    public static HubEvent[] Batch(int count, int bytes)
    {
        var body = new byte[bytes];
        new Random(1).NextBytes(body);
        return [.. Enumerable.Repeat(new HubEvent(body), count)];
    }

    /// <summary>Appends to all partitions at once.</summary>
    public static async Task<HubBenchRow> AppendAsync(
        string folder, Durability durability, HubBenchOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var broker = await OpenAsync(Options(folder, durability, options.Partitions), cancellationToken);
        var hub = broker.GetHub(HubBenchServer.HubName);
        var batch = Batch(options.Batch, options.EventBytes);
        return await BenchClock.RunAsync(
            ("append in process", Text(durability)),
            options,
            time,
            _ => Task.FromResult(ProcessCost.Now()),
            (partition, token) => hub.AppendAsync(batch, partition: partition, cancellationToken: token).AsTask(),
            cancellationToken);
    }

    /// <summary>Reads all that is there, all partitions at once.</summary>
    public static async Task<HubBenchRow> ReadAsync(string folder, HubBenchOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var broker = await OpenAsync(Options(folder, Durability.Os, options.Partitions), cancellationToken);
        var partitions = broker.GetHub(HubBenchServer.HubName).Partitions;
        var (start, before) = (time.GetTimestamp(), ProcessCost.Now());
        var counts = await Task.WhenAll(partitions.Select(partition => Task.Run(() => Read(partition, time, start, options.Time), cancellationToken)));
        var elapsed = time.GetElapsedTime(start);
        return HubBenchRow.Of("read files in process", "-", counts.Sum(), elapsed, ProcessCost.Now().Since(before), options.EventBytes);
    }

    /// <summary>A durability as the options have it.</summary>
    public static string Text(Durability durability) => durability == Durability.Disk ? "disk" : "os";

    private static Task<EventHubBroker> OpenAsync(EventHubBrokerOptions options, CancellationToken cancellationToken) =>
        EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);

    private static long Read(HubPartition partition, TimeProvider time, long start, TimeSpan limit)
    {
        var (count, next) = (0L, partition.Properties.BeginSequenceNumber);
        while (partition.TryRead(next, AtOnce, out var events) && time.GetElapsedTime(start) < limit)
        {
            count += events.Count;
            next = events[^1].SequenceNumber + 1;
        }

        return count;
    }
}
