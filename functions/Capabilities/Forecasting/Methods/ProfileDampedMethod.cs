namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Damped trend on a history freed of a season that is taken for granted, with the profile weakened towards none: for seasons too long for
/// the test to be sure of.
/// </summary>
internal sealed class ProfileDampedMethod(double share) : IForecastMethod
{
    public string Name => FormattableString.Invariant($"profile-damped-{share:0.##}");

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        if (history.LongestSeason == 1 || history.Values.Length < 2.5 * history.LongestSeason)
        {
            return false;
        }

        var seasonality = Seasonality.Remove(history.Values, history.Seasons);
        ExponentialSmoothing.Fit(MethodInput.Tail(seasonality.Adjusted), SmoothingTrend.Damped).Write(forecast);
        Span<double> plain = stackalloc double[forecast.Length];
        forecast.CopyTo(plain);
        seasonality.Restore(forecast);
        for (var h = 0; h < forecast.Length; h++)
        {
            forecast[h] = plain[h] + (share * (forecast[h] - plain[h]));
        }

        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }
}
