using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>How well a score ranks payments.</summary>
/// <param name="AucRoc">Area under the ROC curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="RecallAt1">Recall where one genuine payment in a hundred is flagged.</param>
public readonly record struct FraudEvaluation(double AucRoc, double AveragePrecision, double RecallAt1)
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
}
