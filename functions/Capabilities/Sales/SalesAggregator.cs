using System.Collections.Concurrent;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>
/// Adds payments and returns up to daily units and revenue of each product and market, in the market's own days. Safe for several
/// partitions at once. What it refuses is counted only: <c>ScorePayments</c> reads the same hub and keeps its dead letters, once.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="rates">Rates to euros.</param>
/// <param name="instruments">Metrics.</param>
public sealed class SalesAggregator(SalesOptions options, ReferenceRates rates, SalesInstruments instruments) : IStreamProcessor<SalesState>
{
    /// <summary>Stage at which events are refused that cannot be read.</summary>
    public const string ParseStage = "parse";

    /// <summary>Stage at which events are refused that say what cannot be.</summary>
    public const string ValidateStage = "validate";

    private readonly ConcurrentBag<SalesBatch> _batches = [];

    /// <inheritdoc/>
    public string Name => "sales";

    /// <inheritdoc/>
    public SalesState CreateState(StreamPartition partition)
    {
        ArgumentNullException.ThrowIfNull(partition);
        return new SalesState(options, partition.PartitionId);
    }

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        SalesState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(result);
        cancellationToken.ThrowIfCancellationRequested();
        var batch = _batches.TryTake(out var reused) ? reused : new SalesBatch();
        try
        {
            batch.Clear();
            foreach (ref readonly var incoming in events.Span)
            {
                Read(incoming, state, batch, result);
            }

            batch.WriteTo(state.PartitionId, result);
        }
        finally
        {
            _batches.Add(batch);
        }

        return ValueTask.CompletedTask;
    }

    private void Read(in StreamEvent incoming, SalesState state, SalesBatch batch, BatchResult result)
    {
        if (incoming.EventType == EventTypes.CustomerErased)
        {
            // Nothing here names a customer.
            return;
        }

        if (!PaymentReader.TryRead(incoming.Body.Span, batch.Ids, incoming.EventType, out var facts, out var refusal))
        {
            instruments.Refused(ParseStage);
            return;
        }

        var clock = incoming.Clock(options.TrustProducerClock);
        refusal = EventTime.Check(facts.OccurredAt, clock, options.MaxPast);
        if (refusal.IsRefused)
        {
            instruments.Refused(ValidateStage);
            return;
        }

        if (facts.Kind != PaymentKind.Labelled)
        {
            ReadPayment(incoming, facts, state, batch, result);
        }
        else if (facts.Label == PaymentLabel.Returned)
        {
            ReadReturn(incoming, facts, state, batch, result);
        }
    }

    private void ReadPayment(in StreamEvent incoming, in PaymentFacts facts, SalesState state, SalesBatch batch, BatchResult result)
    {
        if (!rates.TryToBase(1, facts.Currency, facts.OccurredAt, out _, out _))
        {
            instruments.Refused(ValidateStage);
            return;
        }

        // The payment id, not the transport's: a producer that retries with a fresh message id means the same payment.
        if (!result.TryClaim(facts.PaymentId))
        {
            return;
        }

        var lines = Lines(incoming, facts, batch);
        if (lines.Count == 0)
        {
            instruments.WithoutItems();
            return;
        }

        var at = new SalesMoment(incoming.SequenceNumber, IdHash.Of(facts.PaymentId), MarketDays.Of(facts.Market, facts.OccurredAt));
        result.Change(state.AddSale(at, new SoldPayment(facts.Market, lines), batch.Changed));
        instruments.Sold(lines.Sum(static line => line.Units), facts.Market);
    }

    private void ReadReturn(in StreamEvent incoming, in PaymentFacts facts, SalesState state, SalesBatch batch, BatchResult result)
    {
        var cents = -1L;
        if (facts.HasAmount && !TryToCents(facts.AmountMinor, facts.Currency, facts.OccurredAt, out cents))
        {
            instruments.Refused(ValidateStage);
            return;
        }

        if (!result.TryClaim($"return {incoming.EventId ?? $"{facts.PaymentId}:{EventNames.Of(facts.Label)}"}"))
        {
            return;
        }

        var payment = IdHash.Of(facts.PaymentId);
        var at = new SalesMoment(incoming.SequenceNumber, payment, MarketDays.Of(state.MarketOf(payment), facts.OccurredAt));
        var isKnown = state.TryReturn(at, cents, batch.Changed, out var change);
        instruments.Returned(isKnown);
        if (isKnown)
        {
            result.Change(change);
        }
    }

    // Lines of one product are one line.
    private List<SoldLine> Lines(in StreamEvent incoming, in PaymentFacts facts, SalesBatch batch)
    {
        var lines = new List<SoldLine>(facts.ItemLines);
        var scale = (decimal)Math.Pow(10, facts.Currency.MinorDigits);
        foreach (var item in facts.Items(incoming.Body.Span, batch.Ids))
        {
            var minor = Math.Min(item.UnitPrice * item.Quantity * scale, Money.MaxMinor);
            TryToCents((long)minor, facts.Currency, facts.OccurredAt, out var cents);
            var same = lines.FindIndex(line => line.Sku == item.Sku);
            if (same < 0)
            {
                lines.Add(new SoldLine(item.Sku, item.Quantity, cents));
            }
            else
            {
                lines[same] = lines[same] with { Units = lines[same].Units + item.Quantity, Cents = lines[same].Cents + cents };
            }
        }

        return lines;
    }

    private bool TryToCents(long minor, CurrencyCode currency, DateTimeOffset at, out long cents)
    {
        var isKnown = rates.TryToBase(minor, currency, at, out var amount, out _);
        cents = (long)Math.Round(amount * 100);
        return isKnown;
    }
}
