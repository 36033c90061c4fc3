using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>What it costs to hand events that are in the embedded hub to a function that does nothing.</summary>
internal static class DispatchBench
{
    /// <summary>Name of the hub.</summary>
    public const string Hub = "bench";

    // Enough to last for the time on a fast machine, within what the hub keeps.
    private const int MostEvents = 1_000_000;
    private const int SinglesPerSecond = 20_000;
    private const int BatchedPerSecond = 200_000;
    private const int Append = 1_000;
    private const int BodyBytes = 300;

    /// <summary>Fills a hub, then runs the function over it.</summary>
    /// <param name="folder">Data folder of its own.</param>
    /// <param name="storage">Connection string of the storage.</param>
    /// <param name="batchSize">Events of an invocation.</param>
    /// <param name="time">Longest measurement.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<DispatchFigures> RunAsync(
        string folder, string storage, int batchSize, TimeSpan time, CancellationToken cancellationToken)
    {
        var events = (int)Math.Min(MostEvents, time.TotalSeconds * (batchSize == 1 ? SinglesPerSecond : BatchedPerSecond));
        await FillAsync(folder, events, cancellationToken);
        var meter = new BenchMeter(events - (2 * batchSize), time);
        var settings = new Dictionary<string, string>
        {
            // A name of its own keeps the checkpoints of the sizes apart; none is written while it measures.
            ["AzureFunctionsWebHost:hostid"] = $"bench-{batchSize}",
            ["AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize"] = batchSize.ToString(CultureInfo.InvariantCulture),
            ["AzureFunctionsJobHost:extensions:eventHubs:batchCheckpointFrequency"] = int.MaxValue.ToString(CultureInfo.InvariantCulture),
        };
        var host = BenchApp.Build(folder, storage, typeof(BenchFunctions.Idle), settings, services => services.AddSingleton(meter));
        try
        {
            await host.StartAsync(cancellationToken);
            var (seen, seconds, bytes) = await meter.Done.WaitAsync(cancellationToken);
            return new DispatchFigures(batchSize, seen, seconds, bytes);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            await ((IAsyncDisposable)host).DisposeAsync();
            await DeleteCheckpointsAsync(storage);
        }
    }

    private static async Task FillAsync(string folder, int events, CancellationToken cancellationToken)
    {
        var options = new EventHubBrokerOptions { DataDirectory = Path.Combine(folder, "eventhub") };
        options.Hubs.Add(new EventHubDefinition(Hub, 1));
        await using var broker = await EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        var body = Encoding.UTF8.GetBytes("{\"filler\":\"" + new string('x', BodyBytes) + "\"}");
        var batch = Enumerable.Repeat(new HubEvent(body), Append).ToArray();
        for (var appended = 0; appended < events; appended += Append)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await broker.GetHub(Hub).AppendAsync(batch, partition: 0, cancellationToken: cancellationToken);
        }
    }

    // The next size begins at the first event again.
    private static async Task DeleteCheckpointsAsync(string storage) =>
        await new Azure.Storage.Blobs.BlobContainerClient(storage, "azure-webjobs-eventhub").DeleteIfExistsAsync();
}
