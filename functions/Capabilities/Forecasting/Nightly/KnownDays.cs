namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What is known ahead of the days of a market: the columns that every series of it shares.</summary>
internal static class KnownDays
{
    /// <summary>Names of the columns, one for each kind of day in the order of <see cref="CalendarDayKind"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["public holiday", "festival", "sales day", "payday", "back to school", "school holiday", "fasting month"];

    /// <summary>Columns, shape <c>[kinds][days]</c>, 1 on a day of the kind, else 0. All 0 for a market without a calendar.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="first">First day.</param>
    /// <param name="days">Number of days.</param>
    public static double[][] Of(string market, DateOnly first, int days)
    {
        var columns = Names.Select(_ => new double[days]).ToArray();
        if (!MarketCalendar.Markets.Contains(market))
        {
            return columns;
        }

        for (var year = first.Year; year <= first.AddDays(days - 1).Year; year++)
        {
            foreach (var special in MarketCalendar.Of(market, year))
            {
                var at = special.Day.DayNumber - first.DayNumber;
                if (at >= 0 && at < days)
                {
                    columns[(int)special.Kind][at] = 1;
                }
            }
        }

        return columns;
    }
}
