using System.Globalization;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Demo;

/// <summary>Adds up decisions as they arrive. Safe for several threads.</summary>
internal sealed class DecisionWatch
{
    private const int KeptDeclined = 8;
    private const int KeptLatencies = 4_096;

    private readonly Lock _gate = new();
    private readonly long[] _outcomes = new long[Enum.GetValues<DecisionOutcome>().Length];
    private readonly Dictionary<string, long[]> _markets = new(StringComparer.Ordinal);
    private readonly LinkedList<DeclinedPayment> _declined = new();
    private readonly TimeSpan[] _latencies = new TimeSpan[KeptLatencies];
    private long _decided;
    private string? _sample;
    private string? _model;

    /// <summary>Takes an event of hub <c>decisions</c>; other types are passed over.</summary>
    /// <param name="stored">The event.</param>
    public void Take(StoredEvent stored)
    {
        if (stored.Properties.TryGetValue(EventProperties.Type, out var type) && type is EventTypes.FraudDecided
            && JsonSerializer.Deserialize(stored.Body.Span, EventJson.Default.FraudDecided) is { } decided)
        {
            lock (_gate)
            {
                Add(decided, stored.EnqueuedAt - decided.EnqueuedAt);
            }
        }
    }

    /// <summary>The figures so far.</summary>
    public DecisionFigures Read()
    {
        lock (_gate)
        {
            var latencies = _latencies.AsSpan(0, (int)Math.Min(_decided, KeptLatencies)).ToArray();
            Array.Sort(latencies);
            return new DecisionFigures(
                _decided,
                [.. Enum.GetValues<DecisionOutcome>().Select(outcome => (EventNames.Of(outcome), _outcomes[(int)outcome]))],
                [.. _markets.Select(static pair => new MarketFigures(pair.Key, pair.Value[0], pair.Value[1], pair.Value[2]))
                    .OrderByDescending(static market => market.Total).ThenBy(static market => market.Market, StringComparer.Ordinal)],
                [.. _declined],
                Quantile(latencies, 0.5),
                Quantile(latencies, 0.99),
                _sample,
                _model);
        }
    }

    private static TimeSpan Quantile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)(share * (sorted.Length - 1))];

    private void Add(FraudDecided decided, TimeSpan latency)
    {
        _latencies[_decided++ % KeptLatencies] = latency;
        _outcomes[(int)decided.Outcome]++;
        var market = decided.Market.ToString();
        if (!_markets.TryGetValue(market, out var counts))
        {
            _markets[market] = counts = new long[_outcomes.Length];
        }

        counts[(int)decided.Outcome]++;

        // The first one stays: its answer has had the time to become visible.
        _sample ??= decided.PaymentId.Value;
        _model = decided.Model is { } model ? $"{model.Name} {model.Version}" : null;
        if (decided.Outcome == DecisionOutcome.Decline)
        {
            _declined.AddFirst(new DeclinedPayment(
                decided.PaymentId.Value,
                market,
                string.Create(CultureInfo.InvariantCulture, $"{decided.Amount} {decided.Currency}"),
                decided.Score,
                string.Join(", ", decided.Reasons.Select(static reason => reason.Code))));
            if (_declined.Count > KeptDeclined)
            {
                _declined.RemoveLast();
            }
        }
    }
}
