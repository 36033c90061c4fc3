using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Scores a batch of payments: parse, features, one model run, rules, decision. What cannot be read is dead-lettered; nothing
/// fails a batch. Safe for several partitions at once.
/// </summary>
/// <param name="reader">Makes pseudonyms and converts amounts.</param>
/// <param name="model">The model in use.</param>
/// <param name="options">Settings.</param>
/// <param name="instruments">Metrics.</param>
/// <param name="time">Clock of the decisions.</param>
/// <param name="logger">Told when models change.</param>
public sealed class PaymentScorer(
    FraudSubjectReader reader,
    ModelSlot model,
    FraudOptions options,
    FraudInstruments instruments,
    TimeProvider time,
    ILogger<PaymentScorer> logger) : IStreamProcessor<FraudState>
{
    /// <summary>Stage of dead letters that no parser takes.</summary>
    public const string ParseStage = "parse";

    /// <summary>Stage of dead letters that parse, but hold what cannot be.</summary>
    public const string ValidateStage = "validate";

    private readonly FraudDecider _decider = new(options);
    private readonly ConcurrentBag<ScoringBatch> _batches = [];
    private string? _announced;

    /// <inheritdoc/>
    public string Name => "fraud";

    /// <inheritdoc/>
    public FraudState CreateState(StreamPartition partition) => new(options, partition.PartitionId);

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var batch = _batches.TryTake(out var reused) ? reused : new ScoringBatch();
        try
        {
            batch.Begin(events.Length);
            foreach (ref readonly var incoming in events.Span)
            {
                Read(incoming, state, batch, result);
            }

            Decide(state, batch, result);
            batch.WriteTo(state, result);
        }
        finally
        {
            _batches.Add(batch);
        }

        instruments.BatchDone(time.GetElapsedTime(started));
        return ValueTask.CompletedTask;
    }

    private void Read(in StreamEvent incoming, FraudState state, ScoringBatch batch, BatchResult result)
    {
        if (!PaymentReader.TryRead(incoming.Body.Span, batch.Ids, incoming.EventType, out var facts, out var refusal))
        {
            result.DeadLetter(incoming, ParseStage, refusal.ToString());
            return;
        }

        var clock = options.TrustProducerClock && incoming.ProducerClock is { } producer ? producer : incoming.EnqueuedAt;
        refusal = EventTime.Check(facts.OccurredAt, clock, options.MaxPast, options.MaxFuture);
        if (refusal.IsRefused)
        {
            result.DeadLetter(incoming, ValidateStage, refusal.ToString());
            return;
        }

        if (facts.Kind == PaymentKind.Labelled)
        {
            ReadLabel(incoming, facts, state, batch, result);
        }
        else
        {
            ReadPayment(incoming, facts, state, batch, result);
        }
    }

    private void ReadLabel(in StreamEvent incoming, in PaymentFacts facts, FraudState state, ScoringBatch batch, BatchResult result)
    {
        if (!result.TryClaim($"label {incoming.EventId ?? $"{facts.PaymentId}:{EventNames.Of(facts.Label)}"}"))
        {
            return;
        }

        var customer = reader.Customer(facts.CustomerId);
        FraudArchive.Add(batch.ArchivedLabels, incoming, facts, customer);
        if (facts.Label == PaymentLabel.Cleared)
        {
            return;
        }

        Span<byte> change = stackalloc byte[FraudState.LabelChangeSize];
        state.AddLabel(
            customer.Low,
            FraudSubjectReader.Payment(facts.PaymentId),
            facts.Label != PaymentLabel.Returned,
            facts.OccurredAt.ToUnixTimeMilliseconds(),
            change);
        result.Change(change);
        batch.Touch(state.Summaries.Find(customer.Low));
    }

    private void ReadPayment(in StreamEvent incoming, in PaymentFacts facts, FraudState state, ScoringBatch batch, BatchResult result)
    {
        var customer = reader.Customer(facts.CustomerId);
        if (!reader.TryRead(facts, customer, out var subject))
        {
            result.DeadLetter(incoming, ValidateStage, "The member 'currency' names a currency without a reference rate.");
            return;
        }

        // The payment id, not the transport's: a producer that retries with a fresh message id means the same payment.
        if (!result.TryClaim(facts.PaymentId))
        {
            return;
        }

        FraudFeatures.Write(state, subject, batch.NextRow());
        Span<byte> change = stackalloc byte[FraudState.PaymentChangeSize];
        state.AddPayment(subject.Customer, subject.Trace, change);
        result.Change(change);
        batch.Add(new PendingPayment(
            facts.PaymentId,
            customer,
            facts.Market,
            new Money(facts.AmountMinor, facts.Currency),
            subject.Trace.Amount,
            subject.IsCrossBorder,
            facts.OccurredAt,
            incoming.EnqueuedAt,
            incoming.SequenceNumber,
            subject.RateTable));
    }

    private void Decide(FraudState state, ScoringBatch batch, BatchResult result)
    {
        using var lease = model.Lease();
        var scorer = lease?.Model;
        Announce(scorer);
        if (scorer is null)
        {
            batch.Scores.Fill(float.NaN);
        }
        else
        {
            scorer.Score(batch.Rows, batch.Payments.Count, batch.Scores);
        }

        var decidedAt = time.GetUtcNow();
        Span<byte> change = stackalloc byte[FraudState.DecisionChangeSize];
        for (var i = 0; i < batch.Payments.Count; i++)
        {
            var payment = batch.Payments[i];
            var decided = _decider.Decide(payment, batch.Row(i), batch.Scores[i], scorer, state.PartitionId, decidedAt);
            instruments.Decided(decided.Outcome, decided.Market);
            state.AddDecision(SummaryOf(decided, payment.AmountBase), change);
            result.Change(change);
            batch.Touch(state.Summaries.Find(decided.CustomerKey.Low));
            FraudArchive.Add(batch.ArchivedDecisions, decided, payment.Amount.Minor, payment.RateTable, batch.Row(i));
            result.Publish(new OutgoingEvent(
                HubNames.Decisions,
                decided.PartitionKey,
                decided.EventId,
                decided.Type,
                JsonSerializer.SerializeToUtf8Bytes(decided, EventJson.Default.FraudDecided),
                decided.PaymentId.Value));
        }
    }

    private static CustomerDecision SummaryOf(FraudDecided decided, float amountBase) => new(
        decided.CustomerKey,
        decided.OccurredAt.ToUnixTimeMilliseconds(),
        decided.DecidedAt.ToUnixTimeMilliseconds(),
        amountBase,
        (float)decided.Score,
        decided.Outcome);

    private void Announce(ScoringModel? scorer)
    {
        var version = scorer?.Manifest.Version ?? "none";
        if (Interlocked.Exchange(ref _announced, version) == version)
        {
            return;
        }

        if (scorer is null)
        {
            logger.NoModel(model.Reason ?? "the model was closed.");
        }
        else
        {
            logger.ModelInUse(scorer.Manifest.Name, version);
        }
    }
}
