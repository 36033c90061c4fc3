namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Prediction intervals from what a backtest got wrong: the quantiles of scaled errors around the forecast (split conformal prediction: Lei,
/// G'Sell, Rinaldo, Tibshirani and Wasserman, J. American Statistical Association 113 (2018) 1094-1111), for each step ahead or for each
/// group of similar cells; the few ways that lose least are averaged (Lichtendahl, Grushka-Cockayne and Winkler, Management Science 59 (2013)
/// 1594-1611).
/// </summary>
internal sealed class ConformalIntervals
{
    private const int LeastErrors = 200;
    private const int MostAveraged = 3;
    private readonly double[][] _errors;
    private readonly ErrorGroups? _groups;
    private readonly Func<HistorySpread, double, double> _scale;
    private readonly bool _isWhole;
    private ConformalIntervals[] _averaged = [];

    private ConformalIntervals(double[][] errors, ErrorGroups? groups, Func<HistorySpread, double, double> scale, bool isWhole) =>
        (_errors, _groups, _scale, _isWhole) = (errors, groups, scale, isWhole);

    /// <summary>Learns the errors.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Backtest origins.</param>
    /// <param name="forecasts">Forecasts from each origin.</param>
    /// <returns>The mean of the intervals whose scale, grouping and rounding of errors lose least.</returns>
    public static ConformalIntervals Learn(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, IReadOnlyList<double[]> forecasts)
    {
        var cells = ErrorCell.Collect(panel, origins, forecasts);
        var groups = new ErrorGroups([.. cells.Select(static cell => (cell.Forecast, cell.History.Spread))]);
        bool[] roundings = panel.IsCount ? [false, true] : [false];
        var scales = origins[0].Width is null ? ErrorScales.All : [.. ErrorScales.All, .. ErrorScales.OfWidth];
        var best = scales
            .SelectMany(scale => new[] { null, groups }.SelectMany(grouping =>
            {
                var errors = grouping is null ? BySteps(cells, panel.Horizon, scale) : ByGroups(cells, grouping, scale);
                return roundings.Select(isWhole => new ConformalIntervals(errors, grouping, scale, isWhole));
            }))
            .OrderBy(intervals => intervals.Loss(cells))
            .Take(MostAveraged)
            .ToArray();
        best[0]._averaged = best[1..];
        return best[0];
    }

    /// <summary>A quantile of what will come.</summary>
    /// <param name="history">Movement of the history up to the origin.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="level">The quantile, in (0, 1).</param>
    public double Quantile(HistorySpread history, double forecast, int step, double level)
    {
        var sum = Own(history, forecast, step, level);
        foreach (var other in _averaged)
        {
            sum += other.Own(history, forecast, step, level);
        }

        return sum / (1 + _averaged.Length);
    }

    private double Own(HistorySpread history, double forecast, int step, double level)
    {
        var errors = _errors[_groups?.Of(forecast, history.Spread) ?? step];
        var quantile = forecast + (_scale(history, forecast) * history.Growth * SortedQuantile(errors, level));
        return _isWhole ? Math.Round(quantile) : quantile;
    }

    /// <summary>A quantile of sorted values, between neighbours by their distance.</summary>
    internal static double SortedQuantile(double[] sorted, double level)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }

        // Of n errors the new one is equally likely to lie between any two: n + 1 places.
        var at = Math.Clamp((level * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var low = (int)at;
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }

    private static double[][] ByGroups(List<ErrorCell> cells, ErrorGroups groups, Func<HistorySpread, double, double> scale) =>
        Sorted(Scaled(cells, scale, groups.Count, cell => groups.Of(cell.Forecast, cell.History.Spread)));

    // Neighbouring steps lend their errors where one step has too few.
    private static double[][] BySteps(List<ErrorCell> cells, int horizon, Func<HistorySpread, double, double> scale)
    {
        var own = Scaled(cells, scale, horizon, static cell => cell.Step);
        return Sorted([.. Enumerable.Range(0, horizon).Select(step =>
        {
            var reach = 0;
            while (reach < horizon && Around(own, step, reach).Sum(static list => list.Count) < LeastErrors)
            {
                reach++;
            }

            return Around(own, step, reach).SelectMany(static list => list).ToList();
        })]);
    }

    private static IEnumerable<List<double>> Around(List<double>[] own, int step, int reach) =>
        own.Where((_, other) => Math.Abs(other - step) <= reach);

    private static List<double>[] Scaled(
        List<ErrorCell> cells, Func<HistorySpread, double, double> scale, int count, Func<ErrorCell, int> place)
    {
        var lists = Enumerable.Range(0, count).Select(static _ => new List<double>()).ToArray();
        foreach (var cell in cells)
        {
            var unit = scale(cell.History, cell.Forecast) * cell.History.Growth;
            if (unit > 0)
            {
                lists[place(cell)].Add((cell.Actual - cell.Forecast) / unit);
            }
        }

        return lists;
    }

    private static double[][] Sorted(List<double>[] lists) => Array.ConvertAll(lists, static list =>
    {
        list.Sort();
        return list.ToArray();
    });

    private double Loss(List<ErrorCell> cells)
    {
        var sum = 0.0;
        foreach (var cell in cells)
        {
            foreach (var level in ForecastRun.Levels)
            {
                sum += ForecastMetrics.Pinball(cell.Actual, Quantile(cell.History, cell.Forecast, cell.Step, level), level) / cell.Unit;
            }
        }

        return sum;
    }
}
