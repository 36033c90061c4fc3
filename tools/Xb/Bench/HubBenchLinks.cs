using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>Clients of a hub in another process: one connection and one link for each partition.</summary>
/// <param name="server">The hub's process.</param>
/// <param name="options">What to measure with.</param>
/// <param name="time">The clock.</param>
internal sealed class HubBenchLinks(HubBenchServer server, HubBenchOptions options, TimeProvider time)
{
    private const int BatchesInFlight = 4;
    private const int EventsInFlight = 300;
    private const int AtOnce = 1_000;

    /// <summary>Sends batches, a few of them on the way at once on each link.</summary>
    public Task<HubBenchRow> SendBatchesAsync(Durability durability, CancellationToken cancellationToken) =>
        SendAsync($"send batches of {options.Batch}", durability, options, options.Batch, BatchesInFlight, cancellationToken);

    /// <summary>Sends events one by one over one link, each after the answer to the one before.</summary>
    public Task<HubBenchRow> SendOneByOneAsync(Durability durability, CancellationToken cancellationToken) =>
        SendAsync("send single events, 1 in flight", durability, options with { Partitions = 1 }, 1, 1, cancellationToken);

    /// <summary>Sends events one by one over one link, many of them on the way at once.</summary>
    public Task<HubBenchRow> SendManyInFlightAsync(Durability durability, CancellationToken cancellationToken) =>
        SendAsync($"send single events, {EventsInFlight} in flight", durability, options with { Partitions = 1 }, 1, EventsInFlight, cancellationToken);

    /// <summary>Receives what is there, on one link for each partition.</summary>
    public async Task<HubBenchRow> ReceiveAsync(CancellationToken cancellationToken)
    {
        var before = await server.MeasureAsync(cancellationToken);
        var start = time.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, options.Partitions)
            .Select(partition => Task.Run(() => ReceiveAsync($"{partition}", start, cancellationToken), cancellationToken)));
        var elapsed = time.GetElapsedTime(start);
        var cost = (await server.MeasureAsync(cancellationToken)).Since(before);
        return HubBenchRow.Of("receive", "-", counts.Sum(), elapsed, cost, options.EventBytes);
    }

    private async Task<HubBenchRow> SendAsync(
        string name, Durability durability, HubBenchOptions with, int batchSize, int inFlight, CancellationToken cancellationToken)
    {
        var clients = Enumerable.Range(0, with.Partitions).Select(_ => NewClient(inFlight)).ToArray();
        var senders = clients.Select(static client => client.CreateSender()).ToArray();
        var batch = HubBenchHubs.Batch(batchSize, with.EventBytes);
        try
        {
            // A worker for each place on the way: each waits for its own answer.
            return await BenchClock.RunAsync(
                (name, HubBenchHubs.Text(durability)),
                with with { Partitions = with.Partitions * inFlight },
                time,
                server.MeasureAsync,
                (worker, token) => senders[worker % with.Partitions].SendToPartitionAsync(batch, $"{worker % with.Partitions}", token),
                cancellationToken,
                batchSize);
        }
        finally
        {
            foreach (var sender in senders)
            {
                await sender.DisposeAsync();
            }

            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        }
    }

    private async Task<long> ReceiveAsync(string partition, long start, CancellationToken cancellationToken)
    {
        await using var client = NewClient(1);
        var properties = await client.GetPartitionPropertiesAsync(partition, cancellationToken);
        await using var receiver = client.CreateReceiver(EventHubDefinition.DefaultConsumerGroup, partition, EventPosition.Earliest);
        var (count, last) = (0L, properties.BeginSequenceNumber - 1);
        while (last < properties.LastSequenceNumber && time.GetElapsedTime(start) < options.Time)
        {
            var events = await receiver.ReadAsync(AtOnce, cancellationToken);
            count += events.Count;
            last = events[^1].SequenceNumber;
        }

        return count;
    }

    private HubClient NewClient(int inFlight) => new(
        server.Target,
        HubBenchServer.HubName,
        new HubClientOptions { MaxBatchesInFlight = inFlight, MaxRetries = 0 },
        time,
        NullLoggerFactory.Instance);
}
