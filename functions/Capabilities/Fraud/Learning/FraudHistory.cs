using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Archived decisions joined with their labels, in the order of event time.</summary>
/// <param name="Decisions">The decisions.</param>
/// <param name="Watermark">Latest event time in what was read; labels count as known up to there.</param>
/// <param name="Share">Share of the decisions that was kept, 1 for all.</param>
public sealed record FraudHistory(IReadOnlyList<ArchivedDecision> Decisions, DateTimeOffset Watermark, double Share)
{
    /// <summary>Decisions whose outcome is known, with features of today's columns: what is trained and measured on.</summary>
    public IReadOnlyList<ArchivedDecision> Known { get; } =
        [.. Decisions.Where(static decision => decision.Truth != PaymentTruth.Unknown && decision.Features is not null)];

    /// <summary>Feature rows and labels of decisions.</summary>
    /// <param name="decisions">Decisions with features and a known outcome.</param>
    public static TrainingData ToTrainingData(IReadOnlyList<ArchivedDecision> decisions)
    {
        var rows = new float[decisions.Count * FraudColumns.Width];
        for (var i = 0; i < decisions.Count; i++)
        {
            decisions[i].Features.CopyTo(rows.AsSpan(i * FraudColumns.Width));
        }

        return new TrainingData(FraudColumns.Names, rows, LabelsOf(decisions));
    }

    /// <summary>1 for fraud, 0 for genuine.</summary>
    /// <param name="decisions">Decisions with a known outcome.</param>
    public static float[] LabelsOf(IEnumerable<ArchivedDecision> decisions) =>
        [.. decisions.Select(static decision => decision.Truth == PaymentTruth.Fraud ? 1f : 0f)];
}
