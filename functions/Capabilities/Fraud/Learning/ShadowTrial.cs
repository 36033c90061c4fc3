using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>How a challenger in shadow does on live payments with a known outcome.</summary>
/// <param name="Challenger">Version in shadow.</param>
/// <param name="Champion">Version that served; only payments with scores of both count.</param>
/// <param name="Rows">Such payments.</param>
/// <param name="Frauds">Frauds among them.</param>
/// <param name="Confidence">Confidence of the two-sided interval of <paramref name="PrecisionGain"/>.</param>
/// <param name="PrecisionGain">Average precision of the challenger minus the champion's; null before there is enough to judge.</param>
public sealed record ShadowTrial(
    string Challenger, string Champion, int Rows, int Frauds, double Confidence, Interval? PrecisionGain)
{
    /// <summary>Compares both scores of live payments.</summary>
    /// <param name="challenger">Version in shadow.</param>
    /// <param name="champion">Version that serves.</param>
    /// <param name="decisions">Archived decisions.</param>
    /// <param name="options">Confidence and fewest frauds.</param>
    /// <param name="cancellationToken">Ends the resampling.</param>
    public static ShadowTrial Of(
        string challenger,
        string champion,
        IReadOnlyList<ArchivedDecision> decisions,
        FraudLearningOptions options,
        CancellationToken cancellationToken = default)
    {
        var both = decisions
            .Where(decision => decision.Truth != PaymentTruth.Unknown && decision.ShadowVersion == challenger
                && decision.ModelVersion == champion && !float.IsNaN(decision.ShadowScore) && !float.IsNaN(decision.ModelScore))
            .ToList();
        var labels = FraudHistory.LabelsOf(both);
        var frauds = labels.AsSpan().Count(1f);
        Interval? gain = frauds < options.ShadowFrauds || frauds == both.Count
            ? null
            : PairedBootstrap.PrecisionGain(
                [.. both.Select(static decision => decision.ModelScore)],
                [.. both.Select(static decision => decision.ShadowScore)],
                labels,
                options.Confidence,
                cancellationToken: cancellationToken);
        return new ShadowTrial(challenger, champion, both.Count, frauds, options.Confidence, gain);
    }
}
