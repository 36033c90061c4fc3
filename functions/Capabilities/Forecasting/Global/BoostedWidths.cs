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
    /// <param name="origins">Backtest origins and the future.</param>
    /// <param name="start">What the trees add to.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    public static void Add(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, BoostedBase start, CancellationToken cancellationToken)
    {
        var done = 0;
        Parallel.ForEach(
            origins,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            origin =>
            {
                var features = new BoostedFeatures(panel, start, origin);
                var rows = BoostedRows.Draw(panel, BoostedCandidates.Tracks(panel, origin), features, panel.Horizon, MostRows);
                if (rows.Count < LeastRows)
                {
                    return;
                }

                var (low, high) = (Predict(0.1), Predict(0.9));
                origin.Width = [.. high.Zip(low, static (above, below) => Math.Max(0, above - below))];
                Interlocked.Increment(ref done);

                double[] Predict(double quantile)
                {
                    // Unweighted: every row's label is in its own series' unit.
                    using var model = RegressionTrees.Train(rows.Rows, rows.Width, rows.Labels, [], Options(quantile), cancellationToken);
                    var predictor = new BoostedPredictor(panel, features, model, start);
                    return predictor.Predict(origin, cancellationToken);
                }
            });
        if (done < origins.Count)
        {
            foreach (var origin in origins)
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
