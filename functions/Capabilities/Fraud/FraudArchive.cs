using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What payment fraud archives: the training set, with features as they were when each payment was decided.</summary>
public static class FraudArchive
{
    /// <summary>One row for each decision: the decision, then the features in the order and by the names of the model's manifest.</summary>
    public static ArchiveDataset Decisions { get; } = new(
        "fraud/decisions",
        version: 2,
        [
            new("payment_id", ArchiveColumnType.Text),
            new("customer_key", ArchiveColumnType.Text),
            new("market", ArchiveColumnType.Text),
            new("occurred_at", ArchiveColumnType.Time),
            new("decided_at", ArchiveColumnType.Time),
            new("amount_minor", ArchiveColumnType.Whole),
            new("currency", ArchiveColumnType.Text),
            new("cross_border", ArchiveColumnType.Flag),
            new("outcome", ArchiveColumnType.Text),
            new("score", ArchiveColumnType.Number),
            new("rules", ArchiveColumnType.Text),
            new("model_version", ArchiveColumnType.Text),
            new("rate_table", ArchiveColumnType.Text),
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
    /// <param name="decided">The decision.</param>
    /// <param name="amountMinor">Amount in minor units of the decision's currency.</param>
    /// <param name="rateTable">Id of the rates that amounts among the features were converted by.</param>
    /// <param name="features">The features that it was made from, <see cref="FraudColumns.Width"/> of them.</param>
    internal static void Add(ArchiveRows rows, FraudDecided decided, long amountMinor, string rateTable, ReadOnlySpan<float> features)
    {
        rows.Begin(decided.SequenceNumber, decided.EnqueuedAt);
        rows.Add(decided.PaymentId.Value);
        rows.Add(decided.CustomerKey.ToString());
        rows.Add(decided.Market.ToString());
        rows.Add(decided.OccurredAt);
        rows.Add(decided.DecidedAt);
        rows.Add(amountMinor);
        rows.Add(decided.Currency.ToString());
        rows.Add(decided.CrossBorder);
        rows.Add(EventNames.Of(decided.Outcome));
        rows.Add(decided.Score);
        rows.Add(decided.Rules.Count == 0 ? null : string.Join(',', decided.Rules.Select(static rule => rule.Name)));
        rows.Add(decided.Model?.Version);
        rows.Add(rateTable);
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
