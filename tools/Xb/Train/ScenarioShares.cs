using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>How much of each scenario a threshold catches.</summary>
internal static class ScenarioShares
{
    /// <summary>Share of each scenario's payments at or above a threshold, by what was really behind them.</summary>
    /// <param name="scores">One for each row.</param>
    /// <param name="truth">What was behind each row.</param>
    /// <param name="threshold">Where review begins.</param>
    public static IReadOnlyList<(FraudScenario Scenario, int Payments, double Flagged)> Of(
        IReadOnlyList<float> scores, IReadOnlyList<FraudScenario> truth, double threshold) =>
        [.. truth.Zip(scores)
            .GroupBy(row => row.First)
            .OrderBy(rows => rows.Key)
            .Select(rows => (rows.Key, rows.Count(), rows.Average(row => row.Second >= threshold ? 1.0 : 0.0)))];
}
