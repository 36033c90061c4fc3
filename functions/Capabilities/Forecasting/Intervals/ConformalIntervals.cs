namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Prediction intervals from what a backtest got wrong: the quantiles of scaled errors, for each step ahead, around the forecast (split
/// conformal prediction: Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, J. American Statistical Association 113 (2018) 1094-1111).
/// </summary>
internal sealed class ConformalIntervals
{
    private const int LeastErrors = 200;
    private readonly double[][] _errors;
    private readonly Func<double[], double, double> _scale;

    private ConformalIntervals(double[][] errors, Func<double[], double, double> scale) => (_errors, _scale) = (errors, scale);

    /// <summary>Learns the errors.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="origins">Backtest origins.</param>
    /// <param name="forecasts">Forecasts from each origin.</param>
    /// <returns>The intervals with that scale of errors whose quantiles lose least.</returns>
    public static ConformalIntervals Learn(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, IReadOnlyList<double[]> forecasts)
    {
        return ErrorScales.All
            .Select(scale => new ConformalIntervals(Errors(panel, origins, forecasts, scale), scale))
            .MinBy(intervals => intervals.Loss(panel, origins, forecasts))!;
    }

    /// <summary>A quantile of what will come.</summary>
    /// <param name="history">History up to the origin, without gaps.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="level">The quantile, in (0, 1).</param>
    public double Quantile(double[] history, double forecast, int step, double level) =>
        forecast + (_scale(history, forecast) * SortedQuantile(_errors[step], level));

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

    // Neighbouring steps lend their errors where one step has too few.
    private static double[][] Errors(
        ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, IReadOnlyList<double[]> forecasts, Func<double[], double, double> scale)
    {
        var own = Enumerable.Range(0, panel.Horizon).Select(static _ => new List<double>()).ToArray();
        for (var o = 0; o < origins.Count; o++)
        {
            for (var cell = 0; cell < forecasts[o].Length; cell++)
            {
                var unit = double.IsNaN(origins[o].Actual[cell]) ? 0 : scale(origins[o].Histories[cell / panel.Horizon], forecasts[o][cell]);
                if (unit > 0)
                {
                    own[cell % panel.Horizon].Add((origins[o].Actual[cell] - forecasts[o][cell]) / unit);
                }
            }
        }

        var reach = Array.Exists(own, static list => list.Count < LeastErrors) ? panel.Horizon : 0;
        return [.. Enumerable.Range(0, panel.Horizon).Select(step =>
        {
            var from = Enumerable.Range(0, reach + 1).First(r => r == reach || Around(own, step, r).Count() >= LeastErrors);
            double[] sorted = [.. Around(own, step, from)];
            Array.Sort(sorted);
            return sorted;
        })];
    }

    private static IEnumerable<double> Around(List<double>[] own, int step, int reach) =>
        own.Where((_, other) => Math.Abs(other - step) <= reach).SelectMany(static list => list);

    private double Loss(ForecastPanel panel, IReadOnlyList<OriginForecasts> origins, IReadOnlyList<double[]> forecasts)
    {
        var sum = 0.0;
        for (var o = 0; o < origins.Count; o++)
        {
            for (var cell = 0; cell < forecasts[o].Length; cell++)
            {
                var (series, actual) = (cell / panel.Horizon, origins[o].Actual[cell]);
                if (double.IsNaN(actual))
                {
                    continue;
                }

                foreach (var level in ForecastRun.Levels)
                {
                    var quantile = Quantile(origins[o].Histories[series], forecasts[o][cell], cell % panel.Horizon, level);
                    var unit = panel.Criterion is ForecastCriterion.AbsoluteError or ForecastCriterion.SquaredError
                        ? 1
                        : Math.Max(origins[o].Scale[series], 1e-9);
                    sum += ForecastMetrics.Pinball(actual, quantile, level) / unit;
                }
            }
        }

        return sum;
    }
}
