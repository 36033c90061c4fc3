namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// The values of the longest season before, smoothed over their neighbours and scaled by how the last values compare with the same ones
/// a season before: the "same week last year, times growth" of retail planning.
/// </summary>
internal sealed class SeasonalGrowthMethod(double smoothing, double growthShare) : IForecastMethod
{
    private const int MostCompared = 8;

    public string Name => FormattableString.Invariant($"seasonal-growth-{smoothing:0.##}-{growthShare:0.##}");

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var (values, season) = (history.Values, history.LongestSeason);
        var compared = Math.Min(Math.Max(season, MostCompared) / 2, MostCompared);
        if (season < 4 || values.Length < season + compared)
        {
            return false;
        }

        var now = MovingAverage.Last(values, compared);
        var before = MovingAverage.Last(values.AsSpan(0, values.Length - season), compared);
        var isRatio = now > 0 && before > 0 && history.IsPositive;
        var growth = isRatio ? Math.Clamp(1 + (growthShare * ((now / before) - 1)), 0.4, 2.5) : growthShare * (now - before);
        for (var h = 0; h < forecast.Length; h++)
        {
            var at = values.Length - season + (h % season);
            var next = at + 1 < values.Length ? values[at + 1] : values[at];
            var value = ((1 - smoothing) * values[at]) + (smoothing * ((at > 0 ? values[at - 1] : values[at]) + next) / 2);
            forecast[h] = isRatio ? value * growth : value + growth;
        }

        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }
}
