namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// The optimised Theta models of Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (Int. J. Forecasting 32 (2016) 1151-1161): theta is
/// fitted with the smoothing parameter and the first level; the line is that of the whole history, or (dynamic) of what was seen so far.
/// </summary>
internal sealed class OptimisedThetaMethod(bool isDynamic) : IForecastMethod
{
    private const int Iterations = 120;
    private static readonly double[] Lower = [0.02, 1, -3];
    private static readonly double[] Upper = [0.99, 8, 3];

    public string Name => isDynamic ? "dynamic-theta" : "optimised-theta";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var values = history.Recent;
        if (values.Length < 5)
        {
            return false;
        }

        var spread = 1e-9;
        for (var i = 1; i < values.Length; i++)
        {
            spread += Math.Abs(values[i] - values[i - 1]) / (values.Length - 1);
        }

        double[] point = [0.5, 2, 0];
        SimplexSearch.Minimise(p => Run(values, p, spread, []), point, Lower, Upper, Iterations);
        Run(values, point, spread, forecast);
        history.Seasonality.Restore(forecast);
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    private double Run(double[] values, ReadOnlySpan<double> point, double spread, Span<double> forecast)
    {
        var (alpha, share) = (point[0], 1 - (1 / point[1]));
        var line = LinearTrend.Fit(values);
        var level = (alpha * values[0]) + ((1 - alpha) * (values[0] + (point[2] * spread)));
        var (mean, slope, start) = (values[0], isDynamic ? 0 : line.Slope, isDynamic ? values[0] : line.Start - line.Slope);
        var (decay, sum) = (1 - alpha, 0.0);
        for (var i = 1; i < values.Length + forecast.Length; i++)
        {
            var reach = (1 - (decay * (1 - alpha))) / alpha;
            var expected = level + (share * ((decay * start) + (reach * slope)));
            var value = i < values.Length ? values[i] : expected;
            if (i >= values.Length)
            {
                forecast[i - values.Length] = expected;
            }
            else if (i > 1)
            {
                sum += (value - expected) * (value - expected);
            }

            level = (alpha * value) + ((1 - alpha) * level);
            decay *= 1 - alpha;
            if (isDynamic)
            {
                mean = ((i * mean) + value) / (i + 1);
                slope = (((i - 1) * slope) + (6 * (value - mean) / (i + 1))) / (i + 2);
                start = mean - (slope * (i + 2) / 2);
            }
        }

        return sum;
    }
}
