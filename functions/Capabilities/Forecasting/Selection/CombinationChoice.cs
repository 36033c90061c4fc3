namespace XbFunctions.Capabilities.Forecasting;

/// <summary>How finely weights are told apart, and what such a combination forecasts from the nearest origin without having seen it.</summary>
/// <param name="Kind">How finely.</param>
/// <param name="Loss">Mean loss at the nearest origin.</param>
/// <param name="Nearest">Forecasts from the nearest origin, by weights of the earlier ones (of that one where there is no other).</param>
internal sealed record CombinationChoice(CombinationKind Kind, double Loss, double[] Nearest)
{
    // Weights by series belong to the products of one night; these outlive it.
    private static readonly CombinationKind[] Lasting = [CombinationKind.Pooled, CombinationKind.ByClass, CombinationKind.ByHorizon];

    /// <summary>Chooses.</summary>
    /// <param name="panel">The series; where it has a champion, a judge compares the nearest origin, and nothing of it may be chosen by.</param>
    /// <param name="origins">Origins, nearest first.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="cancellationToken">Looked at between kinds.</param>
    public static CombinationChoice Make(
        ForecastPanel panel, List<OriginForecasts> origins, CriterionLoss loss, CancellationToken cancellationToken)
    {
        var isShort = BacktestPlan.IsShort(panel);
        if (panel.Champion is null)
        {
            // What was learnt on the earlier origins alone is judged at the last; with one origin there are no earlier ones.
            var kinds = origins.Count == 1 || isShort ? [CombinationKind.Pooled] : Enum.GetValues<CombinationKind>();
            return Best(kinds, panel, origins[0], origins.Count == 1 ? origins : origins[1..], loss, cancellationToken);
        }

        var known = origins.Count == 1 ? origins : Known(origins[1..], origins[0], panel.Horizon);
        var kind = known.Count < 2 || isShort
            ? CombinationKind.Pooled
            : Best(Lasting, panel, known[0], Known(known[1..], known[0], panel.Horizon), loss, cancellationToken).Kind;
        return Best([kind], panel, origins[0], known, loss, cancellationToken);
    }

    private static CombinationChoice Best(
        IReadOnlyList<CombinationKind> kinds,
        ForecastPanel panel,
        OriginForecasts at,
        List<OriginForecasts> earlier,
        CriterionLoss loss,
        CancellationToken cancellationToken)
    {
        var pooled = Combination.Pool(panel, earlier, loss);
        var tried = new List<CombinationChoice>();
        foreach (var kind in kinds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var forecast = Combination.Learn(kind, panel, earlier, loss, pooled).Apply(at, panel.Horizon);
            tried.Add(new CombinationChoice(kind, Combination.MeanLoss(at, forecast, loss, panel.Horizon), forecast));
        }

        return tried.MinBy(static one => one.Loss) ?? throw new InvalidOperationException("No kind of combination was tried.");
    }

    // Where origins are nearer to each other than the horizon is long, the end of what came after an earlier one lies after the later one.
    private static List<OriginForecasts> Known(List<OriginForecasts> earlier, OriginForecasts at, int horizon) =>
        earlier.ConvertAll(origin => origin.KnownAt(at.Offset, horizon));
}
