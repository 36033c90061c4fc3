namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Exponential smoothing with the trend and the season that AICc prefers: no trend, a linear or a damped one on the history without its season, or
/// Holt-Winters with a season that adds or multiplies (Hyndman et al., "Forecasting with Exponential Smoothing", Springer 2008, chapter 7).
/// </summary>
internal sealed class AutomaticSmoothingMethod : IForecastMethod
{
    // Longer seasons have more states than a history can choose by.
    private const int LongestSeason = 24;

    public string Name => "auto-smoothing";

    /// <summary>The season of a history that AICc prefers, and its forecast.</summary>
    /// <param name="history">The history.</param>
    /// <param name="forecast">Destination, shape <c>[horizon]</c>.</param>
    public static SmoothingSeason Choose(MethodInput history, Span<double> forecast)
    {
        var fit = SmoothingMethod.Choose(history);
        fit.Write(forecast);
        history.Seasonality.Restore(forecast);
        var season = history.LongestSeason;
        var (values, isSeasonal) = (history.Values, history.Seasonality.IsSeasonal);
        if (!isSeasonal || season is 1 or > LongestSeason || values.Length < (2 * season) + 4 || values.Length != history.Recent.Length)
        {
            return SmoothingSeason.Fixed;
        }

        // A profile taken out beforehand has as many values less one that were fitted, too.
        var (best, criterion) = (SmoothingSeason.Fixed, ExponentialSmoothing.Aicc(fit.Error, values.Length, fit.Parameters + season - 1));
        Span<double> tried = stackalloc double[forecast.Length];
        foreach (var kind in history.IsPositive ? [SmoothingSeason.Additive, SmoothingSeason.Multiplicative] : new[] { SmoothingSeason.Additive })
        {
            var own = SeasonalSmoothingMethod.Fit(values, season, kind == SmoothingSeason.Multiplicative, tried);
            if (own < criterion && !tried.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            {
                (best, criterion) = (kind, own);
                tried.CopyTo(forecast);
            }
        }

        return best;
    }

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        Choose(history, forecast);
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }
}
