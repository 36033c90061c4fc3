namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Forecasts a panel: every candidate is tried from earlier origins, weights are learnt there, intervals are calibrated there, and the
/// combination forecasts from the end of the histories. Deterministic.
/// </summary>
public static class Forecaster
{
    /// <summary>Runs the search and forecasts.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="progress">Told the share of the work that is done, in [0, 1], and its stage.</param>
    /// <param name="cancellationToken">Looked at between series and trees.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ForecastRun Run(
        ForecastPanel panel, IProgress<ForecastProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var offsets = BacktestPlan.Offsets(panel);
        List<string> names = [.. CandidateRunner.Names(panel)];
        var origins = new List<OriginForecasts>();
        for (var i = 0; i <= offsets.Count; i++)
        {
            progress?.Report(new ForecastProgress(0.5 * i / (offsets.Count + 1), "forecasting single series"));
            var origin = new OriginForecasts(panel, i < offsets.Count ? offsets[i] : 0);
            CandidateRunner.Run(panel, origin, cancellationToken);
            origins.Add(origin);
        }

        var boosted = BoostedCandidates.Add(panel, origins, progress, cancellationToken);
        names.AddRange(boosted.Names);
        progress?.Report(new ForecastProgress(0.9, "weighing candidates"));
        var future = origins[^1];
        origins.RemoveAt(origins.Count - 1);
        return Choose(panel, names, origins, future, boosted, progress, cancellationToken);
    }

    private static ForecastRun Choose(
        ForecastPanel panel,
        List<string> names,
        List<OriginForecasts> origins,
        OriginForecasts future,
        BoostedOutcome boosted,
        IProgress<ForecastProgress>? progress,
        CancellationToken cancellationToken)
    {
        var loss = new CriterionLoss(panel.Criterion, origins, panel.Horizon);
        var best = CombinationChoice.Make(panel, origins, loss, cancellationToken);
        var combination = Combination.Learn(best.Kind, panel, origins, loss, Combination.Pool(panel, origins, loss));
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new ForecastProgress(0.95, "calibrating intervals"));
        var intervals = ConformalIntervals.Learn(panel, origins, origins.ConvertAll(origin => combination.Apply(origin, panel.Horizon)));
        cancellationToken.ThrowIfCancellationRequested();
        var final = combination.Apply(future, panel.Horizon);
        var weights = names.Zip(combination.Pooled).ToDictionary(static pair => pair.First, static pair => pair.Second);
        return new ForecastRun
        {
            Forecasts = final,
            Quantiles = QuantileWriter.Write(panel, future, final, intervals),
            Leaderboard = Board(panel, names, origins, loss, combination, best.Loss),
            CombinationName = best.Kind.ToString(),
            Origins = origins.Count,
            Judged = [.. Enumerable.Range(0, panel.Series.Count).Select(i => origins.Count(origin =>
                !Array.TrueForAll(origin.Actual[(i * panel.Horizon)..((i + 1) * panel.Horizon)], double.IsNaN)))],
            Nearest = best.Nearest,
            NearestActual = origins[0].Actual,
            Champion = Champion(panel, names, origins, future),
            Effects = combination.Effects(future, names, panel.Horizon),
            Importance = boosted.Importance(weights),
            Weights = combination.ToWeights(names),
        };
    }

    private static ChampionForecasts? Champion(ForecastPanel panel, List<string> names, List<OriginForecasts> origins, OriginForecasts future)
    {
        if (panel.Champion is not { } known || Combination.Of(known, names, future, panel.Horizon) is not { } champion)
        {
            return null;
        }

        var forecasts = origins.ConvertAll(origin => Combination.Of(known, names, origin, panel.Horizon)!.Apply(origin, panel.Horizon));
        var final = champion.Apply(future, panel.Horizon);
        return new ChampionForecasts(
            final,
            QuantileWriter.Write(panel, future, final, ConformalIntervals.Learn(panel, origins, forecasts)),
            forecasts[0],
            champion.Effects(future, names, panel.Horizon));
    }

    private static List<LeaderboardRow> Board(
        ForecastPanel panel,
        List<string> names,
        List<OriginForecasts> origins,
        CriterionLoss loss,
        Combination combination,
        double combinedLast)
    {
        double Mean(Func<OriginForecasts, double[]> forecasts) =>
            origins.Average(origin => Combination.MeanLoss(origin, forecasts(origin), loss, panel.Horizon));
        double Last(int candidate) => Combination.MeanLoss(origins[0], origins[0].Candidates[candidate], loss, panel.Horizon);
        var (unit, lastUnit) = (Mean(static origin => origin.Candidates[0]), Last(0));
        var rows = names.Select((name, c) => new LeaderboardRow(
            name, Mean(origin => origin.Candidates[c]) / unit, Last(c) / lastUnit, combination.Pooled[c])).ToList();
        rows.Add(new LeaderboardRow("combination", Mean(origin => combination.Apply(origin, panel.Horizon)) / unit, combinedLast / lastUnit, 1));
        return [.. rows.OrderBy(static row => row.Loss)];
    }
}
