using System.Collections.Concurrent;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Candidates that learn from all series at once: gradient-boosted trees (Ke et al., "LightGBM", NIPS 2017) that answer every step directly,
/// as the best entries of the M5 competition did (Makridakis, Spiliotis and Assimakopoulos, Int. J. Forecasting 38 (2022) 1346-1364), or one
/// step after another on their own answers.
/// </summary>
internal static class BoostedCandidates
{
    private const int LeastRows = 3_000;
    private const int LeastOrigins = 2;

    /// <summary>Adds the candidates' forecasts to every origin.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Backtest origins, nearest first, and the future last.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Looked at between trees.</param>
    public static BoostedOutcome Add(
        ForecastPanel panel,
        List<OriginForecasts> origins,
        IProgress<ForecastProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (names, gains) = (new List<string>(), new Dictionary<string, IReadOnlyDictionary<string, double>>());
        var bases = Bases(panel);
        for (var b = 0; b < bases.Count; b++)
        {
            var start = bases[b];
            var (forecasts, own) = (new ConcurrentDictionary<OriginForecasts, double[]>(), new ConcurrentDictionary<string, double>());
            progress?.Report(new ForecastProgress(0.5 + (0.4 * b / bases.Count), "growing trees"));

            // Each origin has its own model: one of an earlier origin would make trees look worse than they are.
            // A thread a model instead of all threads on one: on a busy machine threads that wait for each other lose most of their time.
            Parallel.ForEach(
                origins,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                origin =>
                {
                    if (Forecast(panel, origin, start, origin.Offset == 0 ? own : null, cancellationToken) is { } cells)
                    {
                        forecasts[origin] = cells;
                    }
                });
            DropStarved(origins, forecasts);
            if (forecasts.Count == origins.Count)
            {
                names.Add($"boosted-{start.ToString().ToLowerInvariant()}");
                gains[names[^1]] = own;
                foreach (var origin in origins)
                {
                    origin.Candidates.Add(forecasts[origin]);
                }
            }
        }

        // Under relative criteria the series have neither clock nor columns in common that would say which days are less sure.
        if (panel.Criterion is ForecastCriterion.AbsoluteError or ForecastCriterion.SquaredError)
        {
            BoostedWidths.Add(panel, origins, bases[0], cancellationToken);
        }

        foreach (var origin in origins)
        {
            origin.Tracks = null;
        }

        return new BoostedOutcome(names, gains);
    }

    // Older origins at which there was too little to learn from say nothing of what the trees can do now: two nearer ones are worth more.
    private static void DropStarved(List<OriginForecasts> origins, ConcurrentDictionary<OriginForecasts, double[]> forecasts)
    {
        var fed = origins.TakeWhile(forecasts.ContainsKey).Count();
        if (fed >= LeastOrigins && fed < origins.Count - 1 && forecasts.ContainsKey(origins[^1]))
        {
            origins.RemoveRange(fed, origins.Count - 1 - fed);
        }
    }

    /// <summary>Tracks of the histories up to an origin, made once; null where there are too few values.</summary>
    internal static SeriesTrack?[] Tracks(ForecastPanel panel, OriginForecasts origin) => origin.Tracks ??=
        [.. panel.Series.Select((series, i) => origin.Histories[i].Length < 3
            ? null
            : new SeriesTrack(series, origin.Histories[i], series.Length - origin.Offset, panel.Horizon))];

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

        // Fed with its own medians of skewed counts a model drifts down (docs/decisions/0053).
        if (panel.Criterion != ForecastCriterion.AbsoluteError)
        {
            bases.Add(BoostedBase.Recursive);
        }

        return bases;
    }

    // Null where there is too little to learn from.
    private static double[]? Forecast(
        ForecastPanel panel, OriginForecasts origin, BoostedBase start, ConcurrentDictionary<string, double>? gains, CancellationToken cancellationToken)
    {
        var features = new BoostedFeatures(panel, start, origin);
        var isRecursive = start == BoostedBase.Recursive;
        var rows = BoostedRows.Draw(
            panel, Tracks(panel, origin), features, isRecursive ? 1 : panel.Horizon, isRecursive ? BoostedRows.MostRows / 2 : BoostedRows.MostRows);
        if (rows.Count < LeastRows)
        {
            return null;
        }

        using var model = RegressionTrees.Train(rows.Rows, rows.Width, rows.Labels, rows.Weights, Options(panel, start), cancellationToken);
        var predictor = new BoostedPredictor(panel, features, model, start);
        var forecasts = predictor.Predict(origin, cancellationToken);
        if (gains is null)
        {
            return forecasts;
        }

        foreach (var (name, gain) in features.Names.Zip(model.Gains()))
        {
            gains[name] = gains.GetValueOrDefault(name) + gain;
        }

        if (panel.Columns.Count > 0)
        {
            origin.Effects[$"boosted-{start.ToString().ToLowerInvariant()}"] = predictor.Effects(origin, forecasts, cancellationToken);
        }

        return forecasts;
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
}
