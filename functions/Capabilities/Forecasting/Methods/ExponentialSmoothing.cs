namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Simple, linear (Holt) and damped exponential smoothing (Gardner and McKenzie, Management Science 31 (1985) 1237-1246), fitted by least
/// squares over smoothing parameters and starting values, compared by AICc (Hyndman et al., "Forecasting with Exponential Smoothing",
/// Springer 2008, chapter 7).
/// </summary>
internal static class ExponentialSmoothing
{
    private const int Iterations = 150;
    private static readonly double[] Lower = [0.01, 0.001, 0.8, -3, -1];
    private static readonly double[] Upper = [0.999, 0.6, 0.98, 3, 1];

    /// <summary>Fits one method.</summary>
    /// <param name="values">History without gaps or seasons, at least one value.</param>
    /// <param name="trend">Its trend.</param>
    public static SmoothingFit Fit(double[] values, SmoothingTrend trend)
    {
        var (start, slope, spread) = Start(values);
        if (values.Length < 4 || spread == 0)
        {
            return new SmoothingFit(values[^1], 0, 1, 0.5, double.PositiveInfinity);
        }

        int[] free = trend switch { SmoothingTrend.None => [0, 3], SmoothingTrend.Linear => [0, 1, 3, 4], _ => [0, 1, 2, 3, 4] };
        double[] point = [.. free.Select(static i => i switch { 0 => 0.3, 1 => 0.05, 2 => 0.93, _ => 0.0 })];
        var error = SimplexSearch.Minimise(
            p => Run(values, Unpack(p, trend, start, slope, spread)).Error,
            point,
            [.. free.Select(static i => Lower[i])],
            [.. free.Select(static i => Upper[i])],
            Iterations);
        var unpacked = Unpack(point, trend, start, slope, spread);
        var (_, level, last) = Run(values, unpacked);
        return new SmoothingFit(level, last, unpacked.Phi, unpacked.Alpha, Aicc(error, values.Length, free.Length + 1))
        {
            Error = error,
            Parameters = free.Length + 1,
        };
    }

    /// <summary>Akaike's criterion, corrected for short series.</summary>
    /// <param name="error">Sum of squared errors of one step.</param>
    /// <param name="length">Number of errors.</param>
    /// <param name="parameters">Parameters fitted, the variance included.</param>
    public static double Aicc(double error, int length, int parameters) => length - parameters - 1 <= 0
        ? double.PositiveInfinity
        : (length * Math.Log(Math.Max(error, 1e-300) / length)) + (2 * parameters)
            + (2.0 * parameters * (parameters + 1) / (length - parameters - 1));

    private static Parameters Unpack(ReadOnlySpan<double> point, SmoothingTrend trend, double start, double slope, double spread) => trend switch
    {
        SmoothingTrend.None => new(point[0], 0, 1, start + (point[1] * spread), 0),
        SmoothingTrend.Linear => new(point[0], point[1], 1, start + (point[2] * spread), slope + (point[3] * spread)),
        _ => new(point[0], point[1], point[2], start + (point[3] * spread), slope + (point[4] * spread)),
    };

    private static (double Error, double Level, double Slope) Run(double[] values, Parameters p)
    {
        var (level, slope, sum) = (p.Level, p.Slope, 0.0);
        foreach (var value in values)
        {
            var expected = level + (p.Phi * slope);
            var error = value - expected;
            sum += error * error;
            level = expected + (p.Alpha * error);
            slope = (p.Phi * slope) + (p.Alpha * p.Beta * error);
        }

        return (sum, level, slope);
    }

    // Level and slope of the first values, and how far the values lie apart: the unit of the search.
    private static (double Level, double Slope, double Spread) Start(double[] values)
    {
        var count = Math.Min(values.Length, 10);
        var (line, slope) = LinearTrend.Fit(values.AsSpan(0, count));
        var spread = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            spread += Math.Abs(values[i] - values[i - 1]) / (values.Length - 1);
        }

        return (line - slope, values.Length < 6 ? 0 : slope, spread);
    }

    private readonly record struct Parameters(double Alpha, double Beta, double Phi, double Level, double Slope);
}
