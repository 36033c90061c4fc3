namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// How uncertain a series is whose history is too short for a backtest over the whole horizon: the one-step errors of exponential smoothing
/// with drift (Hyndman and Billah, Int. J. Forecasting 19 (2003) 287-290), which grow over the horizon as that model's own variance does
/// (Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing", Springer 2008, chapter 6, and the drift's own error).
/// </summary>
/// <param name="Deviation">Standard deviation of an error one step ahead, in units of the series; 0 only where it does not move.</param>
/// <param name="Alpha">Smoothing of the level, in (0, 1], root mean square over its likelihood: what each further step adds.</param>
/// <param name="Freedom">Errors that the deviation rests on, less what was fitted; 1 or more.</param>
internal readonly record struct ShortSpread(double Deviation, double Alpha, int Freedom)
{
    // Errors measured on the values that were fitted are too small where nothing moves but the season.
    private const double LeastOfMovement = 0.1;
    private const int Parameters = 2;
    private const int Grid = 20;

    // Of ForecastRun.Levels.
    private static readonly double[] Normal = [-1.959964, -1.281552, 1.281552, 1.959964];

    /// <summary>The spreads of an origin, by series; null where the panel's histories are long enough to do without.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="histories">Histories up to the origin.</param>
    public static ShortSpread[]? Of(ForecastPanel panel, double[][] histories) =>
        BacktestPlan.IsShort(panel) ? Array.ConvertAll(histories, history => Of(history, panel.Seasons)) : null;

    /// <summary>Measures one history.</summary>
    /// <param name="history">Without gaps; empty gives no spread.</param>
    /// <param name="seasons">Season lengths to look for.</param>
    public static ShortSpread Of(double[] history, IReadOnlyList<int> seasons)
    {
        if (history.Length < 2)
        {
            return new ShortSpread(0, 1, 1);
        }

        var values = MethodInput.Tail(Seasonality.Remove(history, [.. seasons.Where(season => Seasonality.Test(history, season))]).Adjusted);
        var drift = (values[^1] - values[0]) / (values.Length - 1);
        var fits = Enumerable.Range(1, Grid).Select(step => (double)step / Grid).Select(alpha => (Alpha: alpha, Squares: Squares(values, drift, alpha))).ToList();
        var least = fits.Min(static fit => fit.Squares);
        var freedom = Math.Max(1, values.Length - 1 - Parameters);

        // How fast a short series' level moves is known badly: what each further step adds is averaged by likelihood.
        var weights = fits.ConvertAll(fit => least > 0 ? Math.Pow(least / fit.Squares, values.Length / 2.0) : 1);
        var alpha = Math.Sqrt(fits.Zip(weights, static (fit, weight) => fit.Alpha * fit.Alpha * weight).Sum() / weights.Sum());
        return new ShortSpread(Math.Max(Math.Sqrt(least / freedom), LeastOfMovement * HistorySpread.Of(history).Spread), alpha, freedom);
    }

    /// <summary>How much larger an error is than one step ahead.</summary>
    /// <param name="step">Steps ahead, from 0.</param>
    public double Growth(int step) => Math.Sqrt(1 + (Alpha * Alpha * (step + ((double)(step + 1) * (step + 1) / (Freedom + Parameters)))));

    /// <summary>A quantile of what will come, by Student's t (Abramowitz and Stegun, 26.7.5).</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="level">Place in <see cref="ForecastRun.Levels"/>.</param>
    public double Quantile(double forecast, int step, int level)
    {
        var z = Normal[level];
        return forecast + (z * (1 + (((z * z) + 1) / (4 * Freedom))) * Deviation * Growth(step));
    }

    // The first value is the level to begin with; a straight line between both ends is the drift.
    private static double Squares(double[] values, double drift, double alpha)
    {
        var (level, sum) = (values[0], 0.0);
        foreach (var value in values.AsSpan(1))
        {
            var error = value - level - drift;
            sum += error * error;
            level += drift + (alpha * error);
        }

        return sum;
    }
}
