using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>Calls <c>POST /api/fraud/score</c> at a fixed rate over kept connections, whether the answers keep up or not.</summary>
/// <remarks>
/// A call is timed from the moment it was due when its connection was still waiting for an answer then, so that a stalled server is not
/// flattered; else from the moment at which the client's timer woke, which is the client's own delay and not the call's.
/// </remarks>
/// <param name="http">Client with key and address.</param>
internal sealed class FraudCalls(HttpClient http)
{
    private const int Connections = 32;
    private const int Warm = 4;

    /// <summary>Calls once, until the answer is a score.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Time to that answer.</returns>
    public async Task<TimeSpan> FirstAsync(HubEvent payment, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await SendAsync(payment, string.Empty, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return Stopwatch.GetElapsedTime(started);
            }

            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                throw new CommandException($"The first call was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }
    }

    /// <summary>Calls at a rate.</summary>
    /// <param name="name">What the calls ask for, for the report.</param>
    /// <param name="query">Query of the calls.</param>
    /// <param name="payments">One payment a call; those of the first seconds warm up and are not counted.</param>
    /// <param name="rate">Calls a second.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FraudCallFigures> RunAsync(string name, string query, IReadOnlyList<HubEvent> payments, int rate, CancellationToken cancellationToken)
    {
        var calls = new Call[payments.Count];
        var cost = ProcessCost.Now();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(
            async () =>
            {
                for (var index = connection; index < payments.Count; index += Connections)
                {
                    calls[index] = await CallAsync(payments[index], query, started, TimeSpan.FromSeconds(index / (double)rate), cancellationToken);
                }
            },
            cancellationToken)));
        var (elapsed, processor) = (Stopwatch.GetElapsedTime(started), ProcessCost.Now().Since(cost).Cpu);
        var counted = calls.Skip(Math.Min(rate, payments.Count / Warm)).ToArray();
        var good = counted.Where(static call => call.IsGood).ToArray();
        if (good.Length == 0)
        {
            throw new CommandException($"No call of '{name}' was answered with a score.");
        }

        return new FraudCallFigures(
            name,
            good.Length,
            counted.Length - good.Length,
            rate,
            payments.Count / elapsed.TotalSeconds,
            Percentile(good, 0.5, static call => call.Latency),
            Percentile(good, 0.99, static call => call.Latency),
            Percentile(good, 0.999, static call => call.Latency),
            Percentile(good, 0.99, static call => call.Server),
            Percentile(good, 0.99, static call => call.Staleness),
            processor.TotalMicroseconds / payments.Count);
    }

    private async Task<Call> CallAsync(HubEvent payment, string query, long started, TimeSpan due, CancellationToken cancellationToken)
    {
        var early = due - Stopwatch.GetElapsedTime(started);
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early, cancellationToken);
            due = Stopwatch.GetElapsedTime(started);
        }

        using var answer = await SendAsync(payment, query, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var latency = Stopwatch.GetElapsedTime(started) - due;
        if (!answer.IsSuccessStatusCode)
        {
            return default;
        }

        using var json = JsonDocument.Parse(body);
        return new Call(
            IsGood: true,
            latency.TotalMilliseconds,
            json.RootElement.GetProperty("latencyMs").GetDouble(),
            json.RootElement.GetProperty("asOf").GetProperty("stalenessMs").GetDouble());
    }

    private async Task<HttpResponseMessage> SendAsync(HubEvent payment, string query, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/fraud/score{query}", UriKind.Relative))
        {
            Content = new ReadOnlyMemoryContent(payment.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        // Simulated time goes its own way.
        var clock = (DateTimeOffset)payment.Properties![EventProperties.ProducerClock];
        request.Headers.TryAddWithoutValidation(EventProperties.ProducerClock, clock.ToString("O", CultureInfo.InvariantCulture));
        return await http.SendAsync(request, cancellationToken);
    }

    private static double Percentile(Call[] calls, double share, Func<Call, double> figure)
    {
        var sorted = calls.Select(figure).Order().ToArray();
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    private readonly record struct Call(bool IsGood, double Latency, double Server, double Staleness);
}
