using System.Collections.Concurrent;
using System.Text.Json;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Counts decisions by minute and group for the early warning, by hour and market for the summary, and keeps the queue of reviews that no
/// label has closed. Safe for several partitions at once.
/// </summary>
public sealed class FraudWatcher : IStreamProcessor<WatchState>
{
    /// <summary>Stage of dead letters.</summary>
    public const string ParseStage = "parse";

    // A decision that says it was made long after the hub took it would close every minute until then.
    private const int MostMinutesAhead = 2;

    private readonly WarningOptions _options;
    private readonly ErasureOrders? _erasures;
    private readonly WatchedDecisionReader _reader;
    private readonly ConcurrentBag<WatchRows> _rows = [];

    /// <summary>Makes a watcher.</summary>
    /// <param name="options">Bounds.</param>
    /// <param name="rates">Rates to the base currency.</param>
    /// <param name="erasures">Reads orders to forget a customer; null where none come.</param>
    public FraudWatcher(WarningOptions options, ReferenceRates rates, ErasureOrders? erasures = null) =>
        (_options, _reader, _erasures) = (options, new WatchedDecisionReader(rates), erasures);

    /// <inheritdoc/>
    public string Name => "warning";

    /// <inheritdoc/>
    public WatchState CreateState(StreamPartition partition)
    {
        ArgumentNullException.ThrowIfNull(partition);
        return new WatchState(_options, partition.PartitionId);
    }

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        WatchState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(result);
        cancellationToken.ThrowIfCancellationRequested();
        var rows = _rows.TryTake(out var reused) ? reused : new WatchRows();
        try
        {
            rows.Clear();
            foreach (ref readonly var incoming in events.Span)
            {
                Read(incoming, state, rows, result);
            }

            FraudHours.Add(rows.Hours, state, rows.Touched);
            rows.WriteTo(result);
        }
        finally
        {
            _rows.Add(rows);
        }

        return ValueTask.CompletedTask;
    }

    private void Read(in StreamEvent incoming, WatchState state, WatchRows rows, BatchResult result)
    {
        switch (incoming.EventType ?? EventTypes.FraudDecided)
        {
            case EventTypes.FraudDecided:
                ReadDecision(incoming, state, rows, result);
                break;
            case EventTypes.FraudLabelled:
                ReadLabel(incoming, state, rows, result);
                break;
            case EventTypes.CustomerErased when _erasures is not null:
                Erase(_erasures, incoming, state, result);
                break;
            default:
                // Warnings are on the same hub.
                break;
        }
    }

    private void ReadDecision(in StreamEvent incoming, WatchState state, WatchRows rows, BatchResult result)
    {
        var body = incoming.Body.Span;
        if (!_reader.TryRead(body, out var decision, out var payment, out var fault))
        {
            result.DeadLetter(incoming, ParseStage, fault!);
            return;
        }

        if (!result.TryClaim(payment))
        {
            return;
        }

        var latest = (incoming.EnqueuedAt.ToUnixTimeSeconds() / 60) + MostMinutesAhead;
        decision = decision with { Minute = Math.Min(decision.Minute, latest) };
        CloseBefore(decision.Minute, state, rows);
        result.Change(state.Add(decision));
        rows.Touched.Add(decision.Market);
        if (decision.Outcome == DecisionOutcome.Review)
        {
            result.Change(state.OpenReview(payment, body));
            FraudReviews.Add(rows.Reviews, body, null);
        }
    }

    // What ends with this decision is written as it stands: it does not change any more.
    private static void CloseBefore(long minute, WatchState state, WatchRows rows)
    {
        if (minute <= state.Open.Minute || state.Open.Minute == 0)
        {
            return;
        }

        FraudMinutes.Add(rows.Minutes, state);
        if (minute / 60 > state.Open.Hour)
        {
            FraudHours.Add(rows.Hours, state, rows.Touched);
            rows.Touched.Clear();
        }
    }

    private static void Erase(ErasureOrders erasures, in StreamEvent incoming, WatchState state, BatchResult result)
    {
        if (!erasures.TryRead(incoming, out var order, out var fault))
        {
            result.DeadLetter(incoming, ParseStage, fault);
        }
        else if (result.TryClaim(order.OrderId))
        {
            result.Change(state.Erase(order.CustomerKey, out var removed));
            ErasureOrders.Acknowledge(result, incoming, order, removed, forgets: true, []);
        }
    }

    private static void ReadLabel(in StreamEvent incoming, WatchState state, WatchRows rows, BatchResult result)
    {
        FraudLabelled? label;
        try
        {
            label = JsonSerializer.Deserialize(incoming.Body.Span, EventJson.Default.FraudLabelled);
        }
        catch (JsonException)
        {
            label = null;
        }

        if (label is null)
        {
            result.DeadLetter(incoming, ParseStage, "The body is no label in JSON.");
            return;
        }

        // A second label of a payment, or one on a payment that was no review, finds nothing to close.
        if (state.TryCloseReview(IdHash.Of(label.PaymentId.Value), out var body, out var change))
        {
            result.Change(change);
            FraudReviews.Add(rows.Reviews, body.Span, label);
        }
    }
}
