namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Intervals whose levels are moved by what they missed: intervals of the older origins forecast the nearest one, and a tail that held too
/// much there is asked for less. The idea is that of adaptive conformal inference (Gibbs and Candes, "Adaptive conformal inference under
/// distribution shift", NeurIPS 2021), in one step over all series. Series of one clock are left alone: what one origin held too much of is
/// one event, not a measure of the intervals.
/// </summary>
internal sealed class CalibratedIntervals
{
    // Half of the way, and not beyond these factors: series of one panel are not independent.
    private const double Strength = 0.5;
    private const double LeastFactor = 0.6;
    private const double MostFactor = 1.6;
    private const int LeastCells = 300;
    private readonly ConformalIntervals _intervals;
    private readonly double[] _levels;

    private CalibratedIntervals(ConformalIntervals intervals, double[] levels) => (_intervals, _levels) = (intervals, levels);

    /// <summary>Learns the errors and the levels.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Backtest origins, nearest first.</param>
    /// <param name="forecasts">Forecasts from each origin.</param>
    public static CalibratedIntervals Learn(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, IReadOnlyList<double[]> forecasts)
    {
        var all = ConformalIntervals.Learn(panel, origins, forecasts);
        if (origins.Count == 1 || panel.IsAligned)
        {
            return new CalibratedIntervals(all, [.. ForecastRun.Levels]);
        }

        var older = ConformalIntervals.Learn(panel, [.. origins.Skip(1)], [.. forecasts.Skip(1)]);
        var cells = ErrorCell.Collect(panel, [origins[0]], [forecasts[0]]);
        return new CalibratedIntervals(all, [.. ForecastRun.Levels.Select(level => Moved(older, cells, level))]);
    }

    /// <summary>A quantile of what will come; see <see cref="ConformalIntervals.Quantile"/>.</summary>
    /// <param name="history">Movement of the history up to the origin.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="level">Index of the level in <see cref="ForecastRun.Levels"/>.</param>
    public double Quantile(HistorySpread history, double forecast, int step, int level) =>
        _intervals.Quantile(history, forecast, step, _levels[level]);

    private static double Moved(ConformalIntervals intervals, List<ErrorCell> cells, double level)
    {
        var (outside, count) = (0, 0);
        foreach (var cell in cells)
        {
            var quantile = intervals.Quantile(cell.History, cell.Forecast, cell.Step, level);

            // Where nothing can lie below there is nothing to count.
            if (level < 0.5 && quantile <= 0 && cell.Forecast >= 0)
            {
                continue;
            }

            count++;
            outside += (level < 0.5 ? cell.Actual < quantile : cell.Actual > quantile) ? 1 : 0;
        }

        var tail = Math.Min(level, 1 - level);
        if (count < LeastCells)
        {
            return level;
        }

        var factor = Math.Clamp(Math.Pow(tail * count / Math.Max(outside, 1), Strength), LeastFactor, MostFactor);
        return level < 0.5 ? tail * factor : 1 - (tail * factor);
    }
}
