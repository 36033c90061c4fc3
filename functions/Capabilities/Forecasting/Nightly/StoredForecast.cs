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
    private const double MostScaling = 2;
    private const double Nothing = 1e-9;

    // Of the standard normal distribution, at ForecastRun.Levels.
    private static readonly double[] Deviations = [-1.959964, -1.281552, 1.281552, 1.959964];

    /// <summary>Puts a forecast that adds up in the place of one that does not; its quantiles move with it.</summary>
    /// <remarks>
    /// Lower quantiles move in proportion. Upper ones do so up to half and double; by what goes beyond they are shifted, and end no lower than
    /// those of a Poisson count of the new mean (by its normal approximation): a mean of 0.01 that becomes 0.5 does not make 1 piece 50. They are
    /// never negative and do not cross.
    /// </remarks>
    /// <param name="first">First day.</param>
    /// <param name="series">The forecast.</param>
    /// <param name="ofChampion">Whether the champion's is meant.</param>
    /// <param name="mean">The reconciled forecast.</param>
    public static StoredForecast Of(DateOnly first, SeriesForecast series, bool ofChampion, double[] mean)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(mean);
        var (before, quantiles) = ofChampion ? (series.ChampionMean, series.ChampionQuantiles) : (series.Mean, series.Quantiles);
        var effects = ofChampion ? series.ChampionEffects : series.Effects;
        var (calendar, price) = (effects is null ? null : Effect(effects.Calendar, before, mean), effects is null ? null : Effect(effects.Price, before, mean));
        double[] plain = [.. mean.Select((value, day) => value - (calendar?[day] ?? 0) - (price?[day] ?? 0))];
        return new StoredForecast(
            first,
            series.Category,
            series.Class,
            [.. mean.Select(static value => Math.Round(value, 4))],
            Move(quantiles, before, mean),
            LevelOf(plain),
            series.Recent,
            calendar,
            price);
    }

    private static double[][] Move(double[][] quantiles, double[] before, double[] mean)
    {
        var moved = Array.ConvertAll(quantiles, static values => new double[values.Length]);
        for (var day = 0; day < mean.Length; day++)
        {
            for (var level = 0; level < quantiles.Length; level++)
            {
                var value = Move(quantiles[level][day], Deviations[level], before[day], mean[day]);
                moved[level][day] = Math.Round(Math.Max(value, level == 0 ? 0 : moved[level - 1][day]), 4);
            }
        }

        return moved;
    }

    private static double Move(double value, double deviations, double before, double mean)
    {
        if (before > Nothing && (deviations < 0 || mean / before is >= 1 / MostScaling and <= MostScaling))
        {
            return value * mean / before;
        }

        if (deviations < 0 || Math.Abs(mean - before) <= Nothing)
        {
            return value;
        }

        var scaling = Scaling(before, mean);
        return Math.Max((value * scaling) + mean - (before * scaling), mean + (deviations * Math.Sqrt(mean)));
    }

    private static double Scaling(double before, double mean) => before > Nothing ? Math.Clamp(mean / before, 1 / MostScaling, MostScaling) : 1;

    private static double[] Effect(double[] values, double[] before, double[] mean) =>
        [.. values.Select((value, day) => Math.Round(value * Scaling(before[day], mean[day]), 4))];

    // Mean over the week around each day; at the ends over the nearest whole week.
    private static double[] LevelOf(double[] mean) => [.. mean.Select((_, day) =>
    {
        var from = Math.Clamp(day - (Week / 2), 0, Math.Max(0, mean.Length - Week));
        return Math.Round(mean.Skip(from).Take(Week).Average(), 4);
    })];
}
