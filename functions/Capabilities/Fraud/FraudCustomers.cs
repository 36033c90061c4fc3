using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The read model of customers: one row for each pseudonym, as <c>GET /api/fraud/customers/{customerKey}</c> answers it.</summary>
public static class FraudCustomers
{
    /// <summary>The table.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "FraudCustomers",
        new("Approved", ReadModelColumnType.Whole),
        new("Reviewed", ReadModelColumnType.Whole),
        new("Declined", ReadModelColumnType.Whole),
        new("FraudLabels", ReadModelColumnType.Whole),
        new("Returns", ReadModelColumnType.Whole),
        new("Amount", ReadModelColumnType.Number),
        new("DeclinedAmount", ReadModelColumnType.Number),
        new("FirstPaymentAt", ReadModelColumnType.Time),
        new("LastPaymentAt", ReadModelColumnType.Time),
        new("LastDecidedAt", ReadModelColumnType.Time),
        new("LastScore", ReadModelColumnType.Number),
        new("LastOutcome", ReadModelColumnType.Text));

    /// <summary>Table partition of a customer: 16 of them, so that a batch's rows go in few transactions and no partition takes all.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>The pseudonym's first hexadecimal digit.</returns>
    public static string PartitionOf(Pseudonym customer) => ((int)(customer.Value >> 124)).ToString("x1", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds a customer's row.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="summary">The customer's decisions.</param>
    /// <param name="history">The customer's payments and labels; null when they are forgotten.</param>
    public static void Add(ReadModelRows rows, CustomerSummary summary, EntityHistory? history) => rows.Add(
        PartitionOf(summary.Customer),
        summary.Customer.ToString(),
        summary.Approved,
        summary.Reviewed,
        summary.Declined,
        history?.FraudLabels ?? 0,
        history?.Returns ?? 0,
        Math.Round(summary.Amount, 2),
        Math.Round(summary.DeclinedAmount, 2),
        DateTimeOffset.FromUnixTimeMilliseconds(summary.FirstPaymentAtMs),
        DateTimeOffset.FromUnixTimeMilliseconds(summary.LastPaymentAtMs),
        DateTimeOffset.FromUnixTimeMilliseconds(summary.LastDecidedAtMs),
        Math.Round(summary.LastScore, 6),
        EventNames.Of(summary.LastOutcome));
}
