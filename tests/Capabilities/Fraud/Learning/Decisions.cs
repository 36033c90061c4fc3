using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

/// <summary>Archived decisions to measure.</summary>
internal static class Decisions
{
    public static IEnumerable<ArchivedDecision> Make(
        int count, string market, string outcome, PaymentTruth truth, bool crossBorder = false, string? language = null) =>
        Enumerable.Range(0, count).Select(number => new ArchivedDecision
        {
            PaymentId = $"{market}-{outcome}-{number}",
            Market = market,
            Language = language,
            CrossBorder = crossBorder,
            OccurredAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number),
            AmountMinor = 100,
            Currency = "EUR",
            Outcome = outcome,
            ModelVersion = "champion",
            ModelScore = 0.5f,
            Truth = truth,
        });
}
