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
        var (names, origins) = Candidates(panel, progress, cancellationToken, out var boosted);
        progress?.Report(new ForecastProgress(0.9, "weighing candidates"));
        var future = origins[^1];
        origins.RemoveAt(origins.Count - 1);
        return Choose(panel, names, origins, future, boosted, progress, cancellationToken);
    }

    // Names of the candidates, and their forecasts from each origin, nearest first, the future last.
    internal static (List<string> Names, List<OriginForecasts> Origins) Candidates(
        ForecastPanel panel, IProgress<ForecastProgress>? progress, CancellationToken cancellationToken, out BoostedOutcome boosted)
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

        names.AddRange(GroupSeasonCandidates.Add(panel, origins));
        boosted = BoostedCandidates.Add(panel, origins, progress, cancellationToken);
        names.AddRange(boosted.Names);
        return (names, origins);
    }

    internal static ForecastRun Choose(
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
        var honest = HonestForecasts(panel, origins, loss, best.Kind, best.Nearest);
        var intervals = CalibratedIntervals.Learn(panel, origins, honest);
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
            JudgedOrigins = [.. Enumerable.Range(0, panel.Series.Count).Select(i => origins.Count(origin =>
                !Array.TrueForAll(origin.Actual[(i * panel.Horizon)..((i + 1) * panel.Horizon)], double.IsNaN)))],
            IsJudged = future.IsJudged,
            Nearest = best.Nearest,
            NearestActual = origins[0].Actual,
            Champion = Champion(panel, names, origins, future),
            Effects = combination.Effects(future, names, panel.Horizon),
            Importance = boosted.Importance(weights),
            Weights = combination.ToWeights(names),
        };
    }

    // From each origin by weights that the other origins have chosen: errors of weights that have seen the answer are too small.
    private static List<double[]> HonestForecasts(
        ForecastPanel panel, List<OriginForecasts> origins, CriterionLoss loss, CombinationKind kind, double[] nearest) =>
        [nearest, .. origins.Skip(1).Select(origin =>
        {
            List<OriginForecasts> others = [.. origins.Where(other => other != origin)];
            return Combination.Learn(kind, panel, others, loss, Combination.Pool(panel, others, loss)).Apply(origin, panel.Horizon);
        })];

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
            QuantileWriter.Write(panel, future, final, CalibratedIntervals.Learn(panel, origins, forecasts)),
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
