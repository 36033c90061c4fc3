using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XbFunctions.Host;

namespace XbFunctions.Xb.Bench;

/// <summary>Requests a second through the host and through Kestrel alone, with the same answer, in rounds that take turns.</summary>
internal static class HttpBench
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>Starts both servers and loads them in turn.</summary>
    /// <param name="folder">Data folder of the host.</param>
    /// <param name="storage">Connection string of its storage.</param>
    /// <param name="time">Length of all rounds together.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<HttpFigures> RunAsync(string folder, string storage, TimeSpan time, CancellationToken cancellationToken)
    {
        var host = BenchApp.Build(folder, storage, typeof(BenchFunctions.Ping), new Dictionary<string, string> { ["AzureFunctionsWebHost:hostid"] = "bench-http" });
        await using var bare = Bare();
        try
        {
            await host.StartAsync(cancellationToken);
            await bare.StartAsync(cancellationToken);
            var hostAddress = new Uri(host.Services.GetRequiredService<LocalPlatform>().HttpAddress, "api/ping");
            var bareAddress = new Uri(new Uri(bare.Urls.First()), "api/ping");
            await LoadGenerator.RunAsync(hostAddress, Round, cancellationToken); // Warm-up, thrown away.
            await LoadGenerator.RunAsync(bareAddress, Round, cancellationToken);
            var rounds = Math.Max(1, (int)(time / Round / 2));
            var hostRounds = new List<LoadGenerator.Load>();
            var bareRounds = new List<LoadGenerator.Load>();
            for (var round = 0; round < rounds; round++)
            {
                hostRounds.Add(await LoadGenerator.RunAsync(hostAddress, Round, cancellationToken));
                bareRounds.Add(await LoadGenerator.RunAsync(bareAddress, Round, cancellationToken));
            }

            return new HttpFigures(
                Median(hostRounds, static load => load.RequestsPerSecond),
                Median(bareRounds, static load => load.RequestsPerSecond),
                (long)Median(hostRounds, static load => load.BytesPerRequest),
                (long)Median(bareRounds, static load => load.BytesPerRequest));
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private static WebApplication Bare()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapGet("/api/ping", static JsonHttpResult<BenchFunctions.PingAnswer> (HttpRequest request) =>
            TypedResults.Json(new BenchFunctions.PingAnswer("ok", request.Path.Value!.Length)));
        return app;
    }

    private static double Median(IEnumerable<LoadGenerator.Load> rounds, Func<LoadGenerator.Load, double> figure)
    {
        var values = rounds.Select(figure).Order().ToArray();
        return values[values.Length / 2];
    }
}
