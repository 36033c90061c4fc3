namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Whether a new combination is published: its error and bias against the champion's on the same origin.</summary>
/// <param name="Error">Mean RMSSE of the new combination.</param>
/// <param name="ChampionError">The champion's.</param>
/// <param name="Bias">Forecast less sold against sold, of the new combination.</param>
/// <param name="ChampionBias">The champion's.</param>
/// <param name="Series">Products that were compared.</param>
/// <param name="IsPassed">Whether it is published.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record ForecastGate(
    double Error, double ChampionError, double Bias, double ChampionBias, int Series, bool IsPassed, string Reason)
{
    /// <summary>Compares.</summary>
    /// <param name="series">Forecasts from the nearest origin, and what came.</param>
    /// <param name="options">Limits.</param>
    public static ForecastGate Judge(IReadOnlyCollection<SeriesForecast> series, ForecastingOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        var judged = series.Where(static one => one.IsJudged && one.Scale > 0 && one.Actual.Any(static value => !double.IsNaN(value))).ToList();
        if (judged.Count == 0)
        {
            return new ForecastGate(0, 0, 0, 0, 0, false, "No product has enough history for weights to be learnt before the days that judge them; the champion stays.");
        }

        var (error, championError) = (judged.Average(static one => RmsseOf(one, one.Nearest)), judged.Average(static one => RmsseOf(one, one.ChampionNearest)));
        var (bias, championBias) = (BiasOf(judged, static one => one.Nearest), BiasOf(judged, static one => one.ChampionNearest));
        var isBetter = error < championError * (1 - options.MinGain);
        var isFair = Math.Abs(bias) <= Math.Abs(championBias) + options.MaxBiasLoss;
        return new ForecastGate(error, championError, bias, championBias, judged.Count, isBetter && isFair, FormattableString.Invariant(
            $"RMSSE {error:0.0000} {(isBetter ? "beats" : "does not beat")} the champion's {championError:0.0000}; bias {bias:+0.000;-0.000} {(isFair ? "is within" : "exceeds")} {options.MaxBiasLoss:0.000} of the champion's {championBias:+0.000;-0.000}."));
    }

    private static double RmsseOf(SeriesForecast one, double[] forecast)
    {
        var squares = one.Actual.Zip(forecast).Where(static pair => !double.IsNaN(pair.First)).Select(static pair => Math.Pow(pair.First - pair.Second, 2));
        return Math.Sqrt(squares.Average()) / one.Scale;
    }

    private static double BiasOf(List<SeriesForecast> judged, Func<SeriesForecast, double[]> forecast)
    {
        var (difference, sold) = (0.0, 0.0);
        foreach (var (actual, expected) in judged.SelectMany(one => one.Actual.Zip(forecast(one))).Where(static pair => !double.IsNaN(pair.First)))
        {
            difference += expected - actual;
            sold += actual;
        }

        return sold > 0 ? difference / sold : 0;
    }
}
