namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The published forecast of one product in one market, as its row keeps it; arrays by day.</summary>
/// <param name="First">First day.</param>
/// <param name="Category">Category of the product.</param>
/// <param name="Class">Kind of its demand.</param>
/// <param name="Mean">Expected pieces; sums over products add up.</param>
/// <param name="Quantiles">Quantiles, shape <c>[levels][days]</c> as <see cref="ForecastRun.Levels"/>.</param>
/// <param name="Level">Part of the mean without its week, calendar and price.</param>
/// <param name="Recent">Pieces sold on the days before; NaN is missing.</param>
/// <param name="Calendar">What holidays, sales days, paydays and the like add to the mean; null where nobody has reckoned it.</param>
/// <param name="Price">What price and promotion add to the mean.</param>
public sealed record StoredForecast(
    DateOnly First,
    string Category,
    string Class,
    double[] Mean,
    double[][] Quantiles,
    double[] Level,
    double[] Recent,
    double[]? Calendar = null,
    double[]? Price = null)
{
    private const int Week = 7;

    /// <summary>Puts a forecast that adds up in the place of one that does not; its quantiles move in proportion.</summary>
    /// <param name="first">First day.</param>
    /// <param name="series">The forecast.</param>
    /// <param name="ofChampion">Whether the champion's is meant.</param>
    /// <param name="mean">The reconciled forecast.</param>
    public static StoredForecast Of(DateOnly first, SeriesForecast series, bool ofChampion, double[] mean)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(mean);
        var (before, quantiles) = ofChampion ? (series.ChampionMean, series.ChampionQuantiles) : (series.Mean, series.Quantiles);
        double[] Moved(double[] values) => [.. values.Select((value, day) => Math.Round(before[day] > 1e-9 ? value * mean[day] / before[day] : value, 4))];
        var effects = ofChampion ? series.ChampionEffects : series.Effects;
        var (calendar, price) = (effects is null ? null : Moved(effects.Calendar), effects is null ? null : Moved(effects.Price));
        double[] plain = [.. mean.Select((value, day) => value - (calendar?[day] ?? 0) - (price?[day] ?? 0))];
        return new StoredForecast(
            first,
            series.Category,
            series.Class,
            [.. mean.Select(static value => Math.Round(value, 4))],
            Array.ConvertAll(quantiles, Moved),
            LevelOf(plain),
            series.Recent,
            calendar,
            price);
    }

    // Mean over the week around each day; at the ends over the nearest whole week.
    private static double[] LevelOf(double[] mean) => [.. mean.Select((_, day) =>
    {
        var from = Math.Clamp(day - (Week / 2), 0, Math.Max(0, mean.Length - Week));
        return Math.Round(mean.Skip(from).Take(Week).Average(), 4);
    })];
}
