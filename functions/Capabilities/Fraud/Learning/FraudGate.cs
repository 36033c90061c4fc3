using System.Globalization;
using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decides whether a challenger may run in shadow: it is compared with the champion on the latest part of history.</summary>
/// <param name="options">Conditions.</param>
public sealed class FraudGate(FraudLearningOptions options)
{
    private readonly FraudFairness _fairness = new(options);

    /// <summary>Judges.</summary>
    /// <param name="challenger">The challenger, loaded.</param>
    /// <param name="champion">The champion, or <see langword="null"/> where none serves.</param>
    /// <param name="part">Decisions with a known outcome that the challenger has not seen, at least one fraud and one genuine.</param>
    public GateResult Judge(ScoringModel challenger, ScoringModel? champion, IReadOnlyList<ArchivedDecision> part)
    {
        // Scores of another column order would be nonsense; a challenger that replaces such a champion is judged by itself.
        if (champion is not null && !champion.Manifest.Inputs[0].Columns.SequenceEqual(challenger.Manifest.Inputs[0].Columns, StringComparer.Ordinal))
        {
            champion = null;
        }

        var data = FraudHistory.ToTrainingData(part);
        var mine = Measured.Of(challenger, data, part, _fairness);
        var theirs = champion is null ? null : Measured.Of(champion, data, part, _fairness);
        return new GateResult(
            challenger.Manifest.Version,
            champion?.Manifest.Version,
            part[0].OccurredAt,
            part[^1].OccurredAt,
            part.Count,
            data.Positives,
            Checks(challenger.Manifest, mine, theirs),
            mine.Fairness);
    }

    private List<GateCheck> Checks(ModelManifest manifest, Measured mine, Measured? theirs) =>
    [
        AtLeast("averagePrecision", theirs?.Ranking.AveragePrecision, options.MinPrecisionGain, mine.Ranking.AveragePrecision),
        AtLeast("recallAtFalsePositiveRate1Percent", theirs?.Ranking.RecallAt1, -options.MaxRecallLoss, mine.Ranking.RecallAt1),
        AtMost("calibrationError", theirs?.CalibrationError, mine.CalibrationError, options.MaxCalibrationError),
        Fair(theirs?.Fairness.UnfairGroups, mine.Fairness.UnfairGroups),
        AtMost("parity", null, manifest.ParityMaxDifference, TreeModelPackager.ParityLimit),
    ];

    private static GateCheck AtLeast(string name, double? champion, double gain, double challenger)
    {
        var wanted = (champion ?? 0) + gain;
        return new GateCheck(name, challenger >= wanted, champion, challenger, Sentence(name, "at least", wanted, challenger));
    }

    private static GateCheck AtMost(string name, double? champion, double challenger, double limit) =>
        new(name, challenger <= limit, champion, challenger, Sentence(name, "at most", limit, challenger));

    // Of the genuine only: that more is held up where there is more fraud is what a model is for.
    private static GateCheck Fair(IReadOnlyList<string>? champion, IReadOnlyList<string> challenger)
    {
        var check = AtMost("unfairGroups", champion?.Count, challenger.Count, champion?.Count ?? 0);
        return check.Passed ? check : check with { Text = $"{check.Text} They are {string.Join(", ", challenger)}." };
    }

    private static string Sentence(string name, string relation, double wanted, double got) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: expected {relation} {wanted:0.######}, got {got:0.######}.");

    private sealed record Measured(FraudEvaluation Ranking, double CalibrationError, FairnessReport Fairness)
    {
        public static Measured Of(ScoringModel model, TrainingData data, IReadOnlyList<ArchivedDecision> part, FraudFairness fairness)
        {
            var scores = new float[data.RowCount];
            model.Score(data.Rows, data.RowCount, scores);
            var calibrated = model.Manifest.Calibration is { } calibration ? Array.ConvertAll(scores, calibration.Apply) : scores;

            // Both at the same rate of false positives, each by its own threshold: their own thresholds may be meant for other rates.
            var threshold = BinaryMetrics.AtFalsePositiveRate(scores, data.Labels, FraudEvaluation.ReviewRate).Threshold;
            return new Measured(
                FraudEvaluation.Of(scores, data.Labels),
                Training.CalibrationError.Expected(calibrated, data.Labels),
                fairness.Measure(part, Array.ConvertAll(scores, score => score >= threshold)));
        }
    }
}
