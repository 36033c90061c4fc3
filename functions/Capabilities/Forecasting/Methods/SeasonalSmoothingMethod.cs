namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Seasonal exponential smoothing with a damped trend (Winters, Management Science 6 (1960) 324-342; the damped form of Hyndman et al.,
/// Springer 2008), of logarithms where all values are above 0: then the season multiplies.
/// </summary>
internal sealed class SeasonalSmoothingMethod : IForecastMethod
{
    private const int LongestSeason = 200;
    private const int MostSeasons = 12;
    private const int Iterations = 80;
    private static readonly double[] Lower = [0.01, 0.0001, 0.001, 0.8];
    private static readonly double[] Upper = [0.99, 0.3, 0.9, 0.98];

    public string Name => "holt-winters";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var season = history.LongestSeason;
        if (season is 1 or > LongestSeason || history.Values.Length < (2 * season) + 4 || !history.Seasonality.IsSeasonal)
        {
            return false;
        }

        var values = history.Values[^Math.Min(history.Values.Length, MostSeasons * season)..];
        Fit(values, season, history.IsPositive, forecast);
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    /// <summary>Fits and forecasts.</summary>
    /// <param name="history">At least one season; above 0 where the season multiplies.</param>
    /// <param name="season">Steps of the season.</param>
    /// <param name="isProduct">Whether the season multiplies.</param>
    /// <param name="forecast">Destination, shape <c>[horizon]</c>.</param>
    /// <returns>AICc of the values, not of their logarithms.</returns>
    public static double Fit(double[] history, int season, bool isProduct, Span<double> forecast)
    {
        var values = isProduct ? Array.ConvertAll(history, Math.Log) : history;
        var effects = Start(values, season);
        var work = new double[season];
        double[] point = [0.3, 0.02, 0.1, 0.95];
        var error = SimplexSearch.Minimise(p => Run(values, p, effects, work, []), point, Lower, Upper, Iterations);
        Run(values, point, effects, work, forecast);
        for (var h = 0; h < forecast.Length && isProduct; h++)
        {
            forecast[h] = Math.Exp(forecast[h]);
        }

        // Smoothing, level, slope, effects that sum to 0, variance. A density of logarithms becomes one of values by their product.
        return ExponentialSmoothing.Aicc(error, values.Length, point.Length + 2 + (season - 1) + 1) + (isProduct ? 2 * values.Sum() : 0);
    }

    private static double[] Start(double[] values, int season)
    {
        var effects = new double[season];
        var seasons = Math.Min(3, values.Length / season);
        for (var s = 0; s < seasons; s++)
        {
            var own = MovingAverage.Last(values.AsSpan(s * season, season), season);
            for (var i = 0; i < season; i++)
            {
                effects[i] += (values[(s * season) + i] - own) / seasons;
            }
        }

        return effects;
    }

    private static double Run(double[] values, ReadOnlySpan<double> p, double[] effects, double[] work, Span<double> forecast)
    {
        effects.CopyTo(work, 0);
        var season = effects.Length;
        var (level, slope, sum) = (MovingAverage.Last(values.AsSpan(0, season), season), 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var expected = level + (p[3] * slope);
            var error = values[i] - expected - work[i % season];
            sum += error * error;
            level = expected + (p[0] * error);
            slope = (p[3] * slope) + (p[1] * error);
            work[i % season] += p[2] * error;
        }

        new SmoothingFit(level, slope, p[3], p[0], 0).Write(forecast);
        for (var h = 0; h < forecast.Length; h++)
        {
            forecast[h] += work[(values.Length + h) % season];
        }

        return sum;
    }
}
