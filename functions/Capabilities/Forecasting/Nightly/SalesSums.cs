namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Daily pieces of groups of products. A product that was out of stock counts with what it usually sells on that day of the week, else a group
/// would seem to want less; before its first sale it counts nothing.
/// </summary>
internal static class SalesSums
{
    private const int Week = 7;
    private const int MostWeeks = 8;

    /// <summary>Adds products up by category.</summary>
    /// <param name="sales">The products of one market.</param>
    /// <returns>A value a day by category.</returns>
    public static IReadOnlyDictionary<string, double[]> ByCategory(IReadOnlyList<MarketSales> sales) => sales
        .GroupBy(static one => one.Category, StringComparer.Ordinal)
        .ToDictionary(static group => group.Key, static group => Add(group.Select(static one => Filled(one.Units))));

    /// <summary>Adds series of equal length up.</summary>
    /// <param name="series">At least one, a value a day.</param>
    public static double[] Add(IEnumerable<double[]> series)
    {
        double[]? sums = null;
        foreach (var values in series)
        {
            sums ??= new double[values.Length];
            for (var day = 0; day < sums.Length; day++)
            {
                sums[day] += values[day];
            }
        }

        return sums ?? throw new ArgumentException("Expected at least one series.", nameof(series));
    }

    /// <summary>Adds series up by date.</summary>
    /// <param name="series">Values up to the day before each one's first forecast.</param>
    /// <returns>The days that all have; they end before the earliest first forecast.</returns>
    public static (DateOnly First, double[] Values) AddByDate(IReadOnlyList<(DateOnly First, double[] Values)> series)
    {
        var first = series.Min(static one => one.First);
        var length = series.Min(one => one.Values.Length - (one.First.DayNumber - first.DayNumber));
        return (first, Add(series.Select(one => one.Values[..^(one.First.DayNumber - first.DayNumber)][^length..])));
    }

    /// <summary>A product's days with an estimate where it was out of stock: the mean of up to eight weeks' same day before, else of all days before.
    /// Nothing later is read, so that a backtest sees no more than its origin did.</summary>
    /// <param name="units">Pieces; NaN is missing.</param>
    internal static double[] Filled(double[] units)
    {
        var filled = new double[units.Length];
        var (sum, known) = (0.0, 0);
        for (var day = 0; day < units.Length; day++)
        {
            if (double.IsNaN(units[day]))
            {
                filled[day] = Usual(units, day, sum / Math.Max(1, known));
                continue;
            }

            filled[day] = units[day];
            sum += units[day];
            known++;
        }

        return filled;
    }

    private static double Usual(double[] units, int day, double otherwise)
    {
        var same = new List<double>(MostWeeks);
        for (var before = day - Week; before >= 0 && same.Count < MostWeeks; before -= Week)
        {
            if (!double.IsNaN(units[before]))
            {
                same.Add(units[before]);
            }
        }

        return same.Count == 0 ? otherwise : same.Average();
    }
}
