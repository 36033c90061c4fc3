namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// The values of the longest season before, smoothed over their neighbours and scaled by how the last values compare with the same ones
/// a season before: the "same week last year, times growth" of retail planning.
/// </summary>
/// <param name="smoothing">Share of the neighbours, in [0, 1].</param>
/// <param name="growthShare">Share of the growth that goes on, in [0, 1].</param>
/// <param name="isEarlier">Whether only the earlier neighbour counts: a year has 52.18 weeks, so that 52 weeks before is a day or two late.</param>
internal sealed class SeasonalGrowthMethod(double smoothing, double growthShare, bool isEarlier = false) : IForecastMethod
{
    /// <summary>Least length of a season.</summary>
    public const int LeastSeason = 4;

    private const int MostCompared = 8;
    private const double Earlier = 0.25;
    private const double Lasting = 0.7;

    public string Name => FormattableString.Invariant($"seasonal-growth-{smoothing:0.##}-{growthShare:0.##}{(isEarlier ? "-earlier" : "")}");

    /// <summary>Number of last values that growth is measured by.</summary>
    /// <param name="season">Length of the season.</param>
    public static int Compared(int season) => Math.Min(Math.Max(season, MostCompared) / 2, MostCompared);

    /// <summary>Growth that goes on, of a ratio of levels above 0.</summary>
    public static double Growth(double ratio) => Growth(ratio, Lasting);

    /// <summary>A value drawn to the one before it.</summary>
    public static double TowardsEarlier(double value, double earlier) => value + (Earlier * (earlier - value));

    /// <summary>The method that <see cref="Growth(double)"/> and <see cref="TowardsEarlier"/> belong to.</summary>
    public static SeasonalGrowthMethod OfYear() => new(Earlier, Lasting, isEarlier: true);

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var (values, season) = (history.Values, history.LongestSeason);
        var compared = Compared(season);
        if (season < LeastSeason || values.Length < season + compared)
        {
            return false;
        }

        var now = MovingAverage.Last(values, compared);
        var before = MovingAverage.Last(values.AsSpan(0, values.Length - season), compared);
        var isRatio = now > 0 && before > 0 && history.IsPositive;
        var growth = isRatio ? Growth(now / before, growthShare) : growthShare * (now - before);
        for (var h = 0; h < forecast.Length; h++)
        {
            var at = values.Length - season + (h % season);
            var earlier = at > 0 ? values[at - 1] : values[at];
            var next = isEarlier ? earlier : at + 1 < values.Length ? values[at + 1] : values[at];
            var value = ((1 - smoothing) * values[at]) + (smoothing * (earlier + next) / 2);
            forecast[h] = isRatio ? value * growth : value + growth;
        }

        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    private static double Growth(double ratio, double share) => Math.Clamp(1 + (share * (ratio - 1)), 0.4, 2.5);
}
