using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Scores of the forecasts and, beside them, of the baselines, recomputed from the same histories.</summary>
internal static class ForecastComparison
{
    /// <summary>Scores each case and, where there are several, all together.</summary>
    /// <param name="runs">Cases with a truth.</param>
    /// <returns>Group, forecaster and naive of the group, baselines last in each group.</returns>
    public static IReadOnlyList<(string Group, ForecastScores Scores, ForecastScores Naive)> Of(
        IReadOnlyList<(ForecastCase Case, ForecastRun Run)> runs)
    {
        var rows = new List<(string, ForecastScores, ForecastScores)>();
        foreach (var run in runs)
        {
            rows.AddRange(Group(run.Case.Name, [run]));
        }

        if (runs.Count > 1)
        {
            rows.AddRange(Group("all", runs));
        }

        return rows;
    }

    private static IEnumerable<(string Group, ForecastScores Scores, ForecastScores Naive)> Group(
        string group, IReadOnlyList<(ForecastCase Case, ForecastRun Run)> runs)
    {
        var baselines = ForecastBaselines.Names
            .Select(name => ForecastScores.Of(name, runs.Select(run => (run.Case, ForecastBaselines.Of(name, run.Case.Panel), (double[][]?)null))))
            .ToList();
        yield return (
            group,
            ForecastScores.Of("combination", runs.Select(static run => (run.Case, run.Run.Forecasts, (double[][]?)run.Run.Quantiles))),
            baselines[0]);
        foreach (var baseline in baselines)
        {
            yield return (group, baseline, baselines[0]);
        }
    }
}
