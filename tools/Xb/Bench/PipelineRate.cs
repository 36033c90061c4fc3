using System.Diagnostics;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>Sends payments to the running platform at a fixed rate and reads from its decisions how long each took.</summary>
/// <param name="broker">The platform's hub.</param>
internal sealed class PipelineRate(EventHubBroker broker)
{
    private const int AtOnce = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private IReadOnlyList<HubPartition> Decisions => broker.GetHub(HubNames.Decisions).Partitions;

    /// <summary>Decisions in the hub since its beginning.</summary>
    public long DecisionCount => Decisions.Sum(static partition => partition.Properties.LastSequenceNumber + 1);

    /// <summary>Waits until so many decisions are in the hub.</summary>
    /// <param name="count">Since its beginning.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">They do not come.</exception>
    public async Task WaitAsync(long count, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (DecisionCount < count)
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new CommandException($"Only {DecisionCount} of {count} decisions came within {Longest.TotalMinutes} minutes.");
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>Measures one rate.</summary>
    /// <param name="rate">Events a second.</param>
    /// <param name="payments">What to send.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PipelineRateFigures> RunAsync(int rate, List<HubEvent> payments, CancellationToken cancellationToken)
    {
        var before = Decisions.Select(static partition => partition.Properties.LastSequenceNumber + 1).ToArray();
        await SendAsync(rate, payments, cancellationToken);
        await WaitAsync(before.Sum() + payments.Count, cancellationToken);
        var latencies = new List<double>(payments.Count);
        var (first, last) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var (partition, from) in Decisions.Zip(before))
        {
            for (var next = from; partition.TryRead(next, AtOnce, out var events); next = events[^1].SequenceNumber + 1)
            {
                foreach (var decided in events)
                {
                    var enqueued = PaymentEnqueuedAt(decided.Body.Span);
                    latencies.Add((decided.EnqueuedAt - enqueued).TotalMilliseconds);
                    (first, last) = (enqueued < first ? enqueued : first, decided.EnqueuedAt > last ? decided.EnqueuedAt : last);
                }
            }
        }

        latencies.Sort();
        return new PipelineRateFigures(
            rate, payments.Count, latencies.Count, latencies.Count / Math.Max(0.001, (last - first).TotalSeconds), At(0.5), At(0.99), At(0.999));

        double At(double share) => latencies[(int)Math.Ceiling(share * latencies.Count) - 1];
    }

    private async Task SendAsync(int rate, List<HubEvent> payments, CancellationToken cancellationToken)
    {
        var hub = broker.GetHub(HubNames.Payments);
        var started = Stopwatch.GetTimestamp();
        using var beats = new PeriodicTimer(Beat);
        for (var sent = 0; sent < payments.Count;)
        {
            await beats.WaitForNextTickAsync(cancellationToken);
            var due = (int)Math.Min(payments.Count, (Stopwatch.GetElapsedTime(started).TotalSeconds * rate) + 1);
            if (due > sent)
            {
                await hub.AppendAsync(payments.GetRange(sent, due - sent), cancellationToken: cancellationToken);
                sent = due;
            }
        }
    }

    private static DateTimeOffset PaymentEnqueuedAt(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = json.ValueTextEquals("enqueuedAt"u8);
            json.Read();
            if (isWanted)
            {
                return json.GetDateTimeOffset();
            }

            json.Skip();
        }

        throw new InvalidOperationException("A decision does not say when its payment was enqueued.");
    }
}
