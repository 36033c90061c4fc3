using XbFunctions.Inference;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>How much of each scenario a threshold catches, and by which features.</summary>
/// <param name="explainer">Splits scores among the features, exactly.</param>
internal sealed class ScenarioShares(TreeExplainer explainer)
{
    /// <summary>Features named for a scenario.</summary>
    public const int MostFeatures = 5;

    // An explanation costs a few hundred microseconds; means of so many no longer move.
    private const int MostExplained = 400;

    // Fewer say nothing about a scenario.
    private const int FewestFlagged = 10;

    /// <summary>Shares by what was really behind the payments.</summary>
    /// <param name="rows">The test part.</param>
    /// <param name="scores">One for each row.</param>
    /// <param name="truth">What was behind each row.</param>
    /// <param name="threshold">Where review begins.</param>
    /// <param name="cancellationToken">Ends the explaining.</param>
    public IReadOnlyList<ScenarioShare> Of(
        TrainingData rows, IReadOnlyList<float> scores, IReadOnlyList<FraudScenario> truth, double threshold, CancellationToken cancellationToken)
    {
        var groups = Enumerable.Range(0, rows.RowCount).GroupBy(row => truth[row]).OrderBy(static group => group.Key).ToList();
        var genuine = Mean(rows, [.. groups.Where(static group => group.Key == FraudScenario.None).SelectMany(static group => group)], cancellationToken);
        var shares = new List<ScenarioShare>();
        foreach (var group in groups)
        {
            List<int> flagged = [.. group.Where(row => scores[row] >= threshold)];
            shares.Add(new ScenarioShare(
                group.Key,
                group.Count(),
                (double)flagged.Count / group.Count(),
                flagged.Count < FewestFlagged ? [] : Largest(Mean(rows, flagged, cancellationToken), genuine)));
        }

        return shares;
    }

    private (string Name, double LogOdds)[] Largest(double[] flagged, double[] genuine) =>
        [.. flagged
            .Select((value, column) => (Name: explainer.Columns[column], LogOdds: value - genuine[column]))
            .Where(static feature => feature.LogOdds > 0)
            .OrderByDescending(static feature => feature.LogOdds)
            .Take(MostFeatures)];

    private double[] Mean(TrainingData rows, List<int> chosen, CancellationToken cancellationToken)
    {
        var (sums, contributions) = (new double[rows.Width], new double[rows.Width]);
        var count = Math.Min(chosen.Count, MostExplained);
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            explainer.Explain(rows.Row(chosen[(int)((long)i * chosen.Count / count)]), contributions, out _);
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += contributions[column] / count;
            }
        }

        return sums;
    }
}
