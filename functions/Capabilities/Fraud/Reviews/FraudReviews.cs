using System.Globalization;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The read model of the review queue: one row for each decision held for an analyst, the newest first in the table's own order.</summary>
public static class FraudReviews
{
    private const long LastDay = 99_999;
    private const long DayMs = 86_400_000;

    /// <summary>Value of <c>Status</c> while no label is known.</summary>
    internal const string Open = "open";

    /// <summary>Value of <c>Status</c> once a label is known.</summary>
    internal const string Closed = "closed";

    /// <summary>The table.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "FraudReviews",
        new("PaymentId", ReadModelColumnType.Text),
        new("Market", ReadModelColumnType.Text),
        new("Score", ReadModelColumnType.Number),
        new("Rules", ReadModelColumnType.Text),
        new("OccurredAt", ReadModelColumnType.Time),
        new("Status", ReadModelColumnType.Text),
        new("Label", ReadModelColumnType.Text),
        new("LabelledAt", ReadModelColumnType.Time),
        new("Decision", ReadModelColumnType.Text));

    /// <summary>Table partition of a time: its day, the latest first.</summary>
    /// <param name="time">Event time.</param>
    /// <returns>Five digits.</returns>
    public static string PartitionOf(DateTimeOffset time) => (LastDay - (time.ToUnixTimeMilliseconds() / DayMs)).ToString("00000", CultureInfo.InvariantCulture);

    /// <summary>Row of a payment within its day, the latest first.</summary>
    /// <param name="time">Event time.</param>
    /// <param name="paymentId">The payment.</param>
    /// <returns>The time left of the day, and the payment's hash.</returns>
    public static string RowOf(DateTimeOffset time, string paymentId) => string.Create(
        CultureInfo.InvariantCulture, $"{DayMs - 1 - (time.ToUnixTimeMilliseconds() % DayMs):00000000}-{IdHash.Of(paymentId):x16}");

    /// <summary>Adds the row of a decision.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="body">The decision's body.</param>
    /// <param name="label">The label that closes it; null while it is open.</param>
    internal static void Add(ReadModelRows rows, ReadOnlySpan<byte> body, FraudLabelled? label)
    {
        var decided = JsonSerializer.Deserialize(body, EventJson.Default.FraudDecided)!;
        rows.Add(
            PartitionOf(decided.OccurredAt),
            RowOf(decided.OccurredAt, decided.PaymentId.Value),
            decided.PaymentId.Value,
            decided.Market.ToString(),
            decided.Score,
            decided.Rules.Count == 0 ? null : $",{string.Join(',', decided.Rules.Select(static rule => rule.Name))},",
            decided.OccurredAt,
            label is null ? Open : Closed,
            label is null ? null : EventNames.Of(label.Label),
            label?.OccurredAt ?? default,
            Encoding.UTF8.GetString(body));
    }
}
