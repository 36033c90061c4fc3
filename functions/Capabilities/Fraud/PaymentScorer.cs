using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Privacy;
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
/// <param name="policies">The policy in use; null for the one that ships with the app.</param>
/// <param name="warnings">Surges that payments are held against; null for none.</param>
/// <param name="shadow">Scores beside the model, never acted on; null leaves it out.</param>
/// <param name="exchange">What partitions tell each other; null for nothing.</param>
/// <param name="erasures">Reads orders to forget a customer; null where none come.</param>
public sealed partial class PaymentScorer(
    FraudSubjectReader reader,
    ModelSlot model,
    FraudOptions options,
    FraudInstruments instruments,
    TimeProvider time,
    ILogger<PaymentScorer> logger,
    FraudPolicySlot? policies = null,
    IFraudWarnings? warnings = null,
    FraudShadow? shadow = null,
    FraudExchange? exchange = null,
    ErasureOrders? erasures = null) : IStreamProcessor<FraudState>
{
    /// <summary>Stage of dead letters that no parser takes.</summary>
    public const string ParseStage = "parse";

    /// <summary>Stage of dead letters that parse, but hold what cannot be.</summary>
    public const string ValidateStage = "validate";

    private readonly FraudDecider _decider = new(options, policies);
    private readonly ModelBudget _budget = new(time);
    // Each partition its own: the texts of ids that it keeps are those of the partition's customers.
    private readonly ConcurrentDictionary<string, ScoringBatch> _batches = new(StringComparer.Ordinal);
    private string? _announced;

    /// <inheritdoc/>
    public string Name => "fraud";

    /// <inheritdoc/>
    public IOutputForm OutputForm => FraudDecisionForm.Instance;

    /// <inheritdoc/>
    public FraudState CreateState(StreamPartition partition) => new(options, partition.PartitionId);

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        if (exchange is { IsReady: false })
        {
            return WaitAndProcessAsync(exchange, state, events, result, cancellationToken);
        }

        Score(state, events, result, cancellationToken);
        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitAndProcessAsync(
        FraudExchange peers, FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        await peers.WaitAsync(cancellationToken).ConfigureAwait(false);
        Score(state, events, result, cancellationToken);
    }

    private void Score(FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var batch = _batches.TryRemove(state.PartitionId, out var reused) ? reused : new ScoringBatch(reader);
        try
        {
            batch.Begin(events.Length);
            batch.Warnings = warnings?.Current;
            (batch.Outbox, batch.Peers) = (exchange?.Open(state), exchange?.PeersOf(state.PartitionId));
            Expire(events.Span, state, batch, result);
            for (var rest = events.Span; !rest.IsEmpty;)
            {
                if (rest[0].EventType == EventTypes.CustomerErased)
                {
                    // What came before it is decided before it: a decision made later would bring the customer back.
                    Finish(state, batch, result);
                    batch.NextPart();
                    Erase(rest[0], state, batch, result);
                    rest = rest[1..];
                    continue;
                }

                var window = rest[..WindowOf(rest)];
                Read(window, state, batch, result);
                rest = rest[window.Length..];
            }

            Finish(state, batch, result);
            batch.WriteTo(state, result);
        }
        finally
        {
            batch.Window.Clear();
            _batches[state.PartitionId] = batch;
        }

        instruments.BatchDone(time.GetElapsedTime(started));
    }

    private void Finish(FraudState state, ScoringBatch batch, BatchResult result)
    {
        Decide(state, batch, result);
        PublishLabels(batch, result);
    }

    private void Decide(FraudState state, ScoringBatch batch, BatchResult result)
    {
        using var lease = model.Lease();
        Announce(lease?.Model);
        var scorer = _budget.Rests ? null : lease?.Model;
        var terms = _decider.TermsFor(scorer);
        Score(scorer, terms, batch);
        batch.Score(shadow);
        var decision = batch.Decision;
        (decision.DecidedAt, decision.Partition) = (time.GetUtcNow(), state.PartitionId);
        decision.Degraded = scorer is not null ? null : lease is null ? "noModel" : "slowModel";
        var capped = 0;
        var payments = batch.Payments;
        for (var i = 0; i < payments.Length; i++)
        {
            if (i % PaymentWindow.Length == 0)
            {
                batch.WarmSummaries(state, i);
            }

            FraudDecider.Decide(terms, payments[i], batch.Row(i), batch.Scores[i], state.Declines, decision);
            Record(i, payments[i], decision, state, batch, result);
            capped += decision.Capped ? 1 : 0;
        }

        batch.Counts.WriteTo(instruments);
        if (capped > 0)
        {
            instruments.Capped(capped);
            logger.DeclinesCapped(state.PartitionId, capped);
        }
    }

    // Behind the decisions: a label that comes in one batch with its payment must not be read before the decision.
    private static void PublishLabels(ScoringBatch batch, BatchResult result)
    {
        for (var i = 0; i < batch.Labelled.Count; i++)
        {
            var labelled = batch.Labelled[i];
            result.Publish(new OutgoingEvent(
                HubNames.Decisions, labelled.PartitionKey, labelled.EventId, labelled.Type, EventBody.ToUtf8(labelled), null));
        }
    }

    private void Score(ScoringModel? scorer, DecisionTerms terms, ScoringBatch batch)
    {
        if (scorer is null)
        {
            batch.Scores.Fill(float.NaN);
            return;
        }

        var started = time.GetTimestamp();
        scorer.Score(batch.Rows, batch.Payments.Length, batch.Scores);
        if (_budget.Note(time.GetElapsedTime(started), terms.Policy.Document.ModelBudgetMilliseconds))
        {
            logger.ModelSlow(terms.Policy.Document.ModelBudgetMilliseconds ?? 0, ModelBudget.Pause.TotalSeconds);
        }
    }

    private void Record(
        int index, in PendingPayment payment, FraudDecision decision, FraudState state, ScoringBatch batch, BatchResult result)
    {
        batch.Counts.Add(decision.Outcome, payment.Market);
        state.AddDecision(SummaryOf(payment, decision));
        Touch(payment.Customer, state, batch);
        if (options.ArchiveDecisions)
        {
            FraudArchive.Add(batch.ArchivedDecisions, payment, payment.Customer.ToString(), decision, batch.Row(index), batch.ScoresOf(index));
        }

        result.PublishChange(payment.Change, batch.Writer.Write(payment, decision, options.StoreDecisions).Span, FraudDecisionForm.Instance);
    }

    private void Touch(Pseudonym customer, FraudState state, ScoringBatch batch)
    {
        if (options.StoreCustomers)
        {
            batch.Touch(state.Summaries.Find(customer.Low));
        }
    }

    private static CustomerDecision SummaryOf(in PendingPayment payment, FraudDecision decision) => new(
        payment.Customer,
        payment.OccurredAt.ToUnixTimeMilliseconds(),
        decision.DecidedAt.ToUnixTimeMilliseconds(),
        payment.AmountBase,
        (float)decision.Score,
        decision.Outcome);

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
