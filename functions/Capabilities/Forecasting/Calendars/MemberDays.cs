using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The days on which the largest marketplace sells to its members, which other shops answer: a table of the years that are known, then the
/// latest year's rule.</summary>
internal static class MemberDays
{
    private const int FirstYear = 2015;
    private const int LastKnown = 2026;
    private const int FirstAutumn = 2022;
    private const int LastKnownAutumn = 2025;

    // First day and number of days by year from FirstYear on.
    private static readonly (int Month, int Day, int Days)[] Known =
    [
        (7, 15, 1), (7, 12, 1), (7, 11, 1), (7, 16, 2), (7, 15, 2), (10, 13, 2), (6, 21, 2), (7, 12, 2), (7, 11, 2), (7, 16, 2), (7, 8, 4), (6, 23, 4),
    ];

    private static readonly (int Month, int Day, int Days)[] KnownAutumn = [(10, 11, 2), (10, 10, 2), (10, 8, 2), (10, 7, 2)];

    /// <summary>The days of a year: those of summer, put off to October 2020 and not held in Canada in 2021, and from 2022 those of autumn.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="year">Gregorian year.</param>
    public static IEnumerable<(DateOnly Day, string Name)> Of(string market, int year)
    {
        var summer = year < FirstYear || (market, year) is ("CA", 2021) ? []
            : (market, year) is ("JP", 2025) ? Run(new DateOnly(year, 7, 11), 4, "Member Days")
            : year > LastKnown ? Run(Nth(year, 6, DayOfWeek.Tuesday, 4), 4, "Member Days")
            : Of(Known[year - FirstYear], year, "Member Days");
        var autumn = year < FirstAutumn ? []
            : year > LastKnownAutumn ? Run(Nth(year, 10, DayOfWeek.Tuesday, 1), 2, "Autumn Member Days")
            : Of(KnownAutumn[year - FirstAutumn], year, "Autumn Member Days");
        return summer.Concat(autumn);
    }

    private static IEnumerable<(DateOnly Day, string Name)> Of((int Month, int Day, int Days) known, int year, string name) =>
        Run(new DateOnly(year, known.Month, known.Day), known.Days, name);

    private static IEnumerable<(DateOnly Day, string Name)> Run(DateOnly first, int days, string name) => MarketHolidays.Run(first, days, name);
}
