using System.Diagnostics;
using System.Globalization;

namespace XbFunctions.Xb.Bench;

/// <summary>Asks for recommendations at a fixed rate over kept connections, whether the answers keep up or not.</summary>
/// <remarks>
/// A call is timed from the moment it was due when its connection was still waiting for an answer then, so that a stalled server is not
/// flattered; else from the moment at which the client's timer woke, which is the client's own delay and not the call's.
/// </remarks>
/// <param name="http">Client with key and address.</param>
/// <param name="customers">Customers with a history.</param>
internal sealed class RecommendCalls(HttpClient http, int customers)
{
    /// <summary>Connections that are kept.</summary>
    public const int Connections = 32;

    private static readonly byte[] Item = "\"sku\":"u8.ToArray();

    /// <summary>Calls at a rate.</summary>
    /// <param name="rate">Calls a second.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RecommendRateFigures> RunAsync(int rate, int seconds, CancellationToken cancellationToken)
    {
        var latencies = new double[rate * seconds];
        var refused = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(
            async () =>
            {
                for (var index = connection; index < latencies.Length; index += Connections)
                {
                    var due = TimeSpan.FromSeconds(index / (double)rate);
                    if (due - Stopwatch.GetElapsedTime(started) is var early && early > TimeSpan.Zero)
                    {
                        await Task.Delay(early, cancellationToken);
                        due = Stopwatch.GetElapsedTime(started);
                    }

                    if (!await IsListAsync((int)(index * 7919L % customers), cancellationToken))
                    {
                        Interlocked.Increment(ref refused);
                    }

                    latencies[index] = (Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds;
                }
            },
            cancellationToken)));
        var reached = latencies.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(latencies);
        double At(double share) => latencies[(int)Math.Ceiling(share * latencies.Length) - 1];
        return new RecommendRateFigures(rate, reached, refused, At(0.5), At(0.99), At(0.999));
    }

    private async Task<bool> IsListAsync(int customer, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/recommendations/c-{customer}?market=DE&n=10");
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.IsSuccessStatusCode && body.AsSpan().Count(Item) == 10;
    }
}
