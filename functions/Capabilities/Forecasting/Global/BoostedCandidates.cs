using System.Collections.Concurrent;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Candidates that learn from all series at once: gradient-boosted trees (Ke et al., "LightGBM", NIPS 2017) that answer every step directly,
/// as the best entries of the M5 competition did (Makridakis, Spiliotis and Assimakopoulos, Int. J. Forecasting 38 (2022) 1346-1364).
/// </summary>
internal static class BoostedCandidates
{
    private const int LeastRows = 3_000;

    /// <summary>Adds the candidates' forecasts to every origin.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Backtest origins, nearest first, and the future last.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    /// <returns>Names of the candidates that were added.</returns>
    public static IReadOnlyList<string> Add(
        ForecastPanel panel,
        IReadOnlyList<OriginForecasts> origins,
        IProgress<ForecastProgress>? progress,
        CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var bases = Bases(panel);
        for (var b = 0; b < bases.Count; b++)
        {
            var (groups, start) = (Groups(origins), bases[b]);
            var forecasts = new ConcurrentDictionary<OriginForecasts, double[]>();
            progress?.Report(new ForecastProgress(0.5 + (0.4 * b / bases.Count), "growing trees"));

            // A thread a model instead of all threads on one: on a busy machine threads that wait for each other lose most of their time.
            Parallel.ForEach(
                groups,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                group => Forecast(panel, group, start, forecasts, cancellationToken));
            if (forecasts.Count == origins.Count)
            {
                names.Add($"boosted-{bases[b].ToString().ToLowerInvariant()}");
                foreach (var origin in origins)
                {
                    origin.Candidates.Add(forecasts[origin]);
                }
            }
        }

        return names;
    }

    private static List<BoostedBase> Bases(ForecastPanel panel)
    {
        var isRelative = panel.Criterion is ForecastCriterion.Owa or ForecastCriterion.Smape;
        List<BoostedBase> bases = [isRelative ? BoostedBase.LastValue : BoostedBase.Level];
        if (panel.Seasons.Count > 0)
        {
            bases.Add(BoostedBase.Season);
        }

        var isNeverNegative = panel.Series.All(static series => Array.TrueForAll(series.Values, static value => !(value < 0)));
        if (isNeverNegative && panel.Criterion == ForecastCriterion.SquaredError)
        {
            bases.Add(BoostedBase.Zero);
        }

        return bases;
    }

    // Two neighbouring origins share the model of the earlier one: it has seen nothing of what either forecasts.
    private static List<OriginForecasts[]> Groups(IReadOnlyList<OriginForecasts> origins) =>
        [.. origins.SkipLast(1).Chunk(2), [origins[^1]]];

    private static void Forecast(
        ForecastPanel panel,
        OriginForecasts[] group,
        BoostedBase start,
        ConcurrentDictionary<OriginForecasts, double[]> forecasts,
        CancellationToken cancellationToken)
    {
        var features = new BoostedFeatures(panel, start);
        var rows = BoostedRows.Draw(panel, Tracks(panel, group[^1]), features);
        if (rows.Count < LeastRows)
        {
            return;
        }

        using var model = RegressionTrees.Train(rows.Rows, rows.Width, rows.Labels, rows.Weights, Options(panel, start), cancellationToken);
        foreach (var origin in group)
        {
            forecasts[origin] = Predict(panel, origin, features, model, start);
        }
    }

    private static RegressionTreesOptions Options(ForecastPanel panel, BoostedBase start) => new()
    {
        Objective = start == BoostedBase.Zero ? RegressionObjective.Tweedie
            : panel.Criterion == ForecastCriterion.SquaredError ? RegressionObjective.SquaredError
            : RegressionObjective.AbsoluteError,
        Threads = 1,
        Iterations = 120,
        LearningRate = 0.08,
    };

    private static SeriesTrack?[] Tracks(ForecastPanel panel, OriginForecasts origin) =>
        [.. panel.Series.Select((series, i) => origin.Histories[i].Length < 3
            ? null
            : new SeriesTrack(series, origin.Histories[i], series.Length - origin.Offset))];

    // Where a series has no base, the first candidate that every history has stands in: damped smoothing.
    private static double[] Predict(
        ForecastPanel panel, OriginForecasts origin, BoostedFeatures features, TrainedRegression model, BoostedBase start)
    {
        const int Damped = 3;
        var tracks = Tracks(panel, origin);
        var (rows, answers) = (new float[panel.Horizon * features.Width], new double[panel.Horizon]);
        var (starts, units) = (new double[panel.Horizon], new double[panel.Horizon]);
        var forecasts = (double[])origin.Candidates[Damped].Clone();
        for (var i = 0; i < tracks.Length; i++)
        {
            if (tracks[i] is not { } track || track.Values.Length - 1 < features.FirstTime)
            {
                continue;
            }

            for (var h = 0; h < panel.Horizon; h++)
            {
                var row = rows.AsSpan(h * features.Width, features.Width);
                (starts[h], units[h]) = features.Write(track, track.Values.Length - 1, h + 1, row);
            }

            model.Predict(rows, answers);
            var isNeverNegative = start == BoostedBase.Zero || Array.TrueForAll(track.Values, static value => value >= 0);
            for (var h = 0; h < panel.Horizon; h++)
            {
                var value = starts[h] + (units[h] * answers[h]);
                forecasts[(i * panel.Horizon) + h] = units[h] == 0 ? forecasts[(i * panel.Horizon) + h] : isNeverNegative ? Math.Max(0, value) : value;
            }
        }

        return forecasts;
    }
}
