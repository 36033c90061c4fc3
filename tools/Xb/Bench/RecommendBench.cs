using System.Diagnostics;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.App.Recommendations;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;
using XbFunctions.Xb.Simulation;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// <c>GET /api/recommendations/{customerId}</c> on the host in this process: catalogue and signals from storage, histories in memory, the client on
/// the same machine.
/// </summary>
/// <param name="options">What to measure with.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class RecommendBench(RecommendBenchOptions options, IProgress<WorkDone> progress)
{
    /// <summary>Measures.</summary>
    /// <param name="folder">Empty folder for the host's data.</param>
    /// <param name="storage">Connection string of its storage.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RecommendBenchReport> RunAsync(string folder, string storage, CancellationToken cancellationToken)
    {
        var world = MarketplaceWorld.Create(new SimulationOptions { Products = options.Items, Clickstream = false });
        var blobs = new BlobServiceClient(storage);
        var catalogue = await ImportAsync(world, blobs, cancellationToken);
        var key = new PseudonymKey(new byte[PseudonymKey.MinBytes]);
        var profiles = new RecommendBenchProfiles(catalogue, key, options.Profiles);
        progress.Report(new WorkDone(0.3, "learning"));
        var signals = profiles.Learn(cancellationToken);
        progress.Report(new WorkDone(0.35, "training the models"));
        await RecommendBenchModels.PublishAsync(catalogue, profiles, signals, storage, cancellationToken);
        var host = BenchApp.Build(
            folder,
            storage,
            typeof(RecommendTrigger),
            new Dictionary<string, string> { ["AzureFunctionsWebHost:hostid"] = "bench-recommend" },
            services =>
            {
                services.AddSingleton(blobs);
                services.AddSingleton(key);
                services.AddSingleton<ICustomerHistories>(profiles);
                services.AddSingleton<ILiveSignals>(new RecommendBenchLive(signals));
                services.AddSingleton<IEventPublisher, NoPublisher>();
                services.AddCatalogue();
                services.AddRecommendations();
            });
        await host.StartAsync(cancellationToken);
        try
        {
            var platform = host.Services.GetRequiredService<LocalPlatform>();
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = RecommendCalls.Connections, UseProxy = false }) { BaseAddress = platform.HttpAddress };
            http.DefaultRequestHeaders.Add("x-functions-key", platform.HostKey);
            var calls = new RecommendCalls(http, options.Profiles);
            var engine = await MeasureEngineAsync(host.Services, profiles, key, cancellationToken);
            if (host.Services.GetRequiredService<RankerSlot>().Version is null)
            {
                throw new CommandException("The app has not taken up the ranker that the bench published.");
            }

            await calls.RunAsync(options.Rates[^1], options.Seconds, cancellationToken); // Warm-up, thrown away.
            List<RecommendRateFigures> rates = [];
            foreach (var rate in options.Rates)
            {
                progress.Report(new WorkDone(0.5 + (0.5 * rates.Count / options.Rates.Count), $"{rate} requests/s"));
                rates.Add(await calls.RunAsync(rate, options.Seconds, cancellationToken));
            }

            return new RecommendBenchReport(options.Items, options.Profiles, engine.Elapsed, engine.Processor, rates);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private async Task<CatalogueSnapshot> ImportAsync(MarketplaceWorld world, BlobServiceClient blobs, CancellationToken cancellationToken)
    {
        using var catalogue = new ItemCatalogue(
            new CatalogueStore(blobs.GetBlobContainerClient(CatalogueStore.ContainerName)), new CatalogueOptions(), TimeProvider.System, NullLogger<ItemCatalogue>.Instance);
        foreach (var chunk in SimulatedCatalogue.Items(world).Chunk(ItemCatalogue.MostItems))
        {
            await catalogue.PutAsync(chunk, null, cancellationToken);
            progress.Report(new WorkDone(0.3 * catalogue.Current.Count / options.Items, "importing items"));
        }

        return catalogue.Current;
    }

    // The engine alone, one thread: what of a request is recommending.
    private static async Task<(double Elapsed, double Processor)> MeasureEngineAsync(
        IServiceProvider services, RecommendBenchProfiles profiles, PseudonymKey key, CancellationToken cancellationToken)
    {
        const int Asks = 2_000;
        var desk = services.GetRequiredService<RecommendationDesk>();
        var market = CountryCode.Parse("DE");
        var ask = new RecommendationAsk { Market = market, ShipTo = market, Day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), At = TimeProvider.System.GetUtcNow() };
        using var process = Process.GetCurrentProcess();
        var (started, processor) = (0L, TimeSpan.Zero);
        for (var i = -Asks; i < Asks; i++)
        {
            if (i == 0)
            {
                process.Refresh();
                (started, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            }

            var history = await profiles.FindAsync(key.Of(new CustomerId($"c-{(i + Asks) % 1_000}")), cancellationToken);
            await desk.RecommendAsync(ask with { History = history }, cancellationToken);
        }

        process.Refresh();
        return (Stopwatch.GetElapsedTime(started).TotalMicroseconds / Asks, (process.TotalProcessorTime - processor).TotalMicroseconds / Asks);
    }

    private sealed class NoPublisher : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The bench asks for no write-back.");
    }
}
