using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What payment fraud archives: the training set, with features as they were when each payment was decided.</summary>
public static class FraudArchive
{
    /// <summary>Name of the data set of decisions.</summary>
    public const string DecisionsName = "fraud/decisions";

    /// <summary>
    /// One row for each decision: the decision, then the features in the order and by the names of the model's manifest. Version 2 adds what
    /// a replay bit for bit, a shadow and fairness need: language, hash and raw score of the model, version and score of the one in shadow, and the rates
    /// that amounts were converted by. Version 3 adds what the outcome followed from besides: version of the policy, its thresholds, countries that rules
    /// ask for, lists, rules that rested, and whether the cap spoke. Version 4 has the features of the delivery address.
    /// </summary>
    public static ArchiveDataset Decisions { get; } = new(
        DecisionsName,
        version: 4,
        [
            new("payment_id", ArchiveColumnType.Text),
            new("customer_key", ArchiveColumnType.Text),
            new("market", ArchiveColumnType.Text),
            new("language", ArchiveColumnType.Text),
            new("occurred_at", ArchiveColumnType.Time),
            new("decided_at", ArchiveColumnType.Time),
            new("amount_minor", ArchiveColumnType.Whole),
            new("currency", ArchiveColumnType.Text),
            new("cross_border", ArchiveColumnType.Flag),
            new("outcome", ArchiveColumnType.Text),
            new("score", ArchiveColumnType.Number),
            new("rules", ArchiveColumnType.Text),
            new("model_version", ArchiveColumnType.Text),
            new("model_sha256", ArchiveColumnType.Text),
            new("model_score", ArchiveColumnType.Single),
            new("shadow_version", ArchiveColumnType.Text),
            new("shadow_score", ArchiveColumnType.Single),
            new("rate_table", ArchiveColumnType.Text),
            new("policy_version", ArchiveColumnType.Text),
            new("review_threshold", ArchiveColumnType.Number),
            new("decline_threshold", ArchiveColumnType.Number),
            new("issuer_country", ArchiveColumnType.Text),
            new("shipping_country", ArchiveColumnType.Text),
            new("lists", ArchiveColumnType.Text),
            new("snoozed", ArchiveColumnType.Text),
            new("capped", ArchiveColumnType.Flag),
            .. FraudColumns.Names.Select(static name => new ArchiveColumn(name, ArchiveColumnType.Single)),
        ]);

    /// <summary>One row for each label, <c>cleared</c> among them; joined to decisions by <c>payment_id</c>.</summary>
    public static ArchiveDataset Labels { get; } = new(
        "fraud/labels",
        version: 1,
        new("payment_id", ArchiveColumnType.Text),
        new("customer_key", ArchiveColumnType.Text),
        new("label", ArchiveColumnType.Text),
        new("occurred_at", ArchiveColumnType.Time));

    /// <summary>Adds a decision.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="customer">Pseudonym of its customer, as text.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="features">The features that it was made from, <see cref="FraudColumns.Width"/> of them.</param>
    /// <param name="scores">What the models gave.</param>
    internal static void Add(
        ArchiveRows rows,
        in PendingPayment payment,
        string customer,
        FraudDecision decided,
        ReadOnlySpan<float> features,
        in ArchivedScores scores)
    {
        rows.Begin(payment.SequenceNumber, payment.EnqueuedAt);
        rows.Add(payment.PaymentId);
        rows.Add(customer);
        rows.Add(payment.Market.ToString());
        rows.Add(payment.Keys.Language == default ? null : payment.Keys.Language.ToString());
        rows.Add(payment.OccurredAt);
        rows.Add(decided.DecidedAt);
        rows.Add(payment.Amount.Minor);
        rows.Add(payment.Amount.Currency.ToString());
        rows.Add(payment.CrossBorder);
        rows.Add(EventNames.Of(decided.Outcome));
        rows.Add(decided.Score);
        rows.Add(decided.Rules.Count == 0 ? null : string.Join(',', decided.Rules.Select(static rule => rule.Name)));
        rows.Add(decided.Model?.Version);
        rows.Add(decided.Model?.Hash);
        rows.Add([scores.Model]);
        rows.Add(scores.ShadowVersion);
        rows.Add([scores.Shadow]);
        rows.Add(payment.RateTable);
        rows.Add(decided.PolicyVersion);
        rows.Add(decided.Thresholds.Review);
        rows.Add(decided.Thresholds.Decline);
        rows.Add(payment.Keys.Issuer.ToString());
        rows.Add(payment.Keys.Shipping.ToString());
        rows.Add(decided.Lists.Count == 0 ? null : string.Join(',', decided.Lists));
        rows.Add(decided.Snoozed.Count == 0 ? null : string.Join(',', decided.Snoozed));
        rows.Add(decided.Capped);
        rows.Add(features);
        rows.End();
    }

    /// <summary>Adds a label.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="incoming">The event.</param>
    /// <param name="facts">The label.</param>
    /// <param name="customer">Pseudonym of the customer.</param>
    internal static void Add(ArchiveRows rows, in StreamEvent incoming, in PaymentFacts facts, Pseudonym customer)
    {
        rows.Begin(incoming.SequenceNumber, incoming.EnqueuedAt);
        rows.Add(facts.PaymentId);
        rows.Add(customer.ToString());
        rows.Add(EventNames.Of(facts.Label));
        rows.Add(facts.OccurredAt);
        rows.End();
    }
}
