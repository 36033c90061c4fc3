namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Where a rolling-origin backtest starts its forecasts (Tashman, Int. J. Forecasting 16 (2000) 437-450).</summary>
internal static class BacktestPlan
{
    // Origins of a short history lie closer together: each of them judges few steps.
    private const int ShortOrigins = 2;

    /// <summary>Values that a history must have at an origin for its errors to count; of short histories a third is left to be judged.</summary>
    public static int LeastHistory(ForecastPanel panel) => LeastHistory(panel, Typical(panel));

    /// <summary>Whether histories are too short for an origin that is judged over the whole horizon.</summary>
    public static bool IsShort(ForecastPanel panel) => IsShort(panel, Typical(panel));

    /// <summary>Steps between the origins and the end of the histories, nearest first; at least one. Of short histories they are fewer than
    /// the horizon: what lies beyond the end is not judged.</summary>
    public static IReadOnlyList<int> Offsets(ForecastPanel panel)
    {
        var typical = Typical(panel);
        var enough = LeastHistory(panel, typical);
        if (IsShort(panel, typical))
        {
            var reach = Math.Clamp(typical - enough, 1, panel.Horizon);
            var origins = Math.Min(reach, ShortOrigins * panel.MostOrigins);
            return [.. Enumerable.Range(1, origins).Select(k => reach * k / origins)];
        }

        var step = typical >= 5 * panel.Horizon ? panel.Horizon : Math.Max(1, panel.Horizon / 2);
        var least = Math.Max(enough, panel.Seasons.Count == 0 ? 6 : Math.Min(typical / 2, panel.Seasons[^1] + panel.Horizon));
        return [.. Enumerable.Range(0, panel.MostOrigins)
            .Select(k => panel.Horizon + (k * step))
            .Where((offset, k) => k == 0 || typical - offset >= least)];
    }

    private static bool IsShort(ForecastPanel panel, int typical) => typical - panel.Horizon < UsualHistory(panel);

    private static int LeastHistory(ForecastPanel panel, int typical) => Math.Min(UsualHistory(panel), Math.Max(3, 2 * typical / 3));

    private static int UsualHistory(ForecastPanel panel) => Math.Min(Math.Max(5, panel.Seasons.Count == 0 ? 0 : panel.Seasons[0] + 2), 200);

    private static int Typical(ForecastPanel panel)
    {
        var lengths = panel.Series.Select(static series => series.Values.Count(static value => !double.IsNaN(value))).Order().ToList();
        return lengths[lengths.Count / 2];
    }
}
