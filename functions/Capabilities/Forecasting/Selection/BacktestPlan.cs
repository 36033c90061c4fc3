namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Where a rolling-origin backtest starts its forecasts (Tashman, Int. J. Forecasting 16 (2000) 437-450).</summary>
internal static class BacktestPlan
{
    /// <summary>Values that a history must have at an origin for its errors to count.</summary>
    public static int LeastHistory(ForecastPanel panel) => Math.Min(Math.Max(5, panel.Seasons.Count == 0 ? 0 : panel.Seasons[0] + 2), 200);

    /// <summary>Steps between the origins and the end of the histories, nearest first; at least one.</summary>
    public static IReadOnlyList<int> Offsets(ForecastPanel panel)
    {
        var lengths = panel.Series.Select(static series => series.Values.Count(static value => !double.IsNaN(value))).Order().ToList();
        var typical = lengths[lengths.Count / 2];
        var step = typical >= 5 * panel.Horizon ? panel.Horizon : Math.Max(1, panel.Horizon / 2);
        var least = Math.Max(LeastHistory(panel), panel.Seasons.Count == 0 ? 6 : Math.Min(typical / 2, panel.Seasons[^1] + panel.Horizon));
        return [.. Enumerable.Range(0, panel.MostOrigins)
            .Select(k => panel.Horizon + (k * step))
            .Where((offset, k) => k == 0 || typical - offset >= least)];
    }
}
