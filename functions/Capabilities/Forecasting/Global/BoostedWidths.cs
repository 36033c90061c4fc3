using XbFunctions.Training;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// How uncertain each cell is by trees that learn the 0.1 and the 0.9 quantile: the distance between them is one more scale for the errors
/// that intervals are calibrated by (Romano, Patterson and Candes, "Conformalized quantile regression", NeurIPS 2019).
/// </summary>
internal static class BoostedWidths
{
    private const int MostRows = BoostedRows.MostRows / 2;
    private const int LeastRows = 3_000;

    /// <summary>Writes <see cref="OriginForecasts.Width"/> of every origin; leaves it out where there is too little to learn from.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="groups">Origins that share a model, the one that it may read up to last.</param>
    /// <param name="start">What the trees add to.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    public static void Add(ForecastPanel panel, IReadOnlyList<OriginForecasts[]> groups, BoostedBase start, CancellationToken cancellationToken)
    {
        var features = new BoostedFeatures(panel, start);
        var done = 0;
        Parallel.ForEach(
            groups,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            group =>
            {
                var rows = BoostedRows.Draw(panel, BoostedCandidates.Tracks(panel, group[^1]), features, panel.Horizon, MostRows);
                if (rows.Count < LeastRows)
                {
                    return;
                }

                var (low, high) = (Predict(0.1), Predict(0.9));
                for (var o = 0; o < group.Length; o++)
                {
                    group[o].Width = [.. high[o].Zip(low[o], static (above, below) => Math.Max(0, above - below))];
                }

                Interlocked.Increment(ref done);

                double[][] Predict(double quantile)
                {
                    // Unweighted: every row's label is in its own series' unit.
                    using var model = RegressionTrees.Train(rows.Rows, rows.Width, rows.Labels, [], Options(quantile), cancellationToken);
                    var predictor = new BoostedPredictor(panel, features, model, start);
                    return Array.ConvertAll(group, origin => predictor.Predict(origin, cancellationToken));
                }
            });
        if (done < groups.Count)
        {
            foreach (var origin in groups.SelectMany(static group => group))
            {
                origin.Width = null;
            }
        }
    }

    private static RegressionTreesOptions Options(double quantile) => new()
    {
        Objective = RegressionObjective.Quantile,
        Quantile = quantile,
        Threads = 1,
        Iterations = 60,
        LearningRate = 0.1,
        MaxLeaves = 15,
    };
}
