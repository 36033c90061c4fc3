using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>How a score does on the test part.</summary>
/// <param name="AucRoc">Area under the ROC curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="RecallAt1">Recall where one genuine payment in a hundred is flagged.</param>
internal readonly record struct FraudEvaluation(double AucRoc, double AveragePrecision, double RecallAt1)
{
    /// <summary>Share of the genuine payments that may be sent to review.</summary>
    public const double ReviewRate = 0.01;

    /// <summary>Share of the genuine payments that may be declined.</summary>
    public const double DeclineRate = 0.001;

    /// <summary>Measures a score.</summary>
    /// <param name="scores">One for each row.</param>
    /// <param name="labels">1 for labelled fraud.</param>
    public static FraudEvaluation Of(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels) => new(
        BinaryMetrics.AucRoc(scores, labels),
        BinaryMetrics.AveragePrecision(scores, labels),
        BinaryMetrics.RecallAtFalsePositiveRate(scores, labels, ReviewRate));

    /// <summary>Share of each scenario's payments at or above a threshold, by what was really behind them.</summary>
    /// <param name="scores">One for each row.</param>
    /// <param name="truth">What was behind each row.</param>
    /// <param name="threshold">Where review begins.</param>
    public static IReadOnlyList<(FraudScenario Scenario, int Payments, double Flagged)> ByScenario(
        IReadOnlyList<float> scores, IReadOnlyList<FraudScenario> truth, double threshold) =>
        [.. truth.Zip(scores)
            .GroupBy(row => row.First)
            .OrderBy(rows => rows.Key)
            .Select(rows => (rows.Key, rows.Count(), rows.Average(row => row.Second >= threshold ? 1.0 : 0.0)))];
}
