using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Special days of each market, computed: what is known ahead about demand and about closed warehouses. Thread-safe.</summary>
public static class MarketCalendar
{
    /// <summary>First year that can be computed.</summary>
    public const int FirstYear = 1990;

    /// <summary>Last year that can be computed.</summary>
    public const int LastYear = 2049;

    /// <summary>Codes of the markets that have a calendar.</summary>
    public static IReadOnlyList<string> Markets { get; } =
        ["US", "CA", "GB", "DE", "FR", "ES", "IT", "PL", "NL", "SE", "JP", "KR", "BR", "MX", "AE", "AU", "SG"];

    /// <summary>The special days of a year, by date. A date may stand there more than once.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code, one of <see cref="Markets"/>.</param>
    /// <param name="year"><see cref="FirstYear"/> to <see cref="LastYear"/>.</param>
    /// <exception cref="ArgumentException">There is no calendar for the market.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The year is outside its range.</exception>
    public static IReadOnlyList<CalendarDay> Of(string market, int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        var holidays = MarketHolidays.Of(market, year)
            ?? throw new ArgumentException($"Market is '{market}', expected one of {string.Join(", ", Markets)}.", nameof(market));
        return
        [
            .. holidays.Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.PublicHoliday))
                .Concat(Festivals(year).Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.Festival)))
                .Concat(SalesDays(market, year).Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.SalesDay)))
                .Concat(Paydays(market, year).Select(static day => new CalendarDay(day, "Payday", CalendarDayKind.Payday)))
                .Where(day => day.Day.Year == year)
                .OrderBy(static day => day.Day),
        ];
    }

    /// <summary>Whether warehouses and customs of a market are closed on a day: weekends and public holidays.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code, one of <see cref="Markets"/>.</param>
    /// <param name="day">Local date.</param>
    /// <exception cref="ArgumentException">There is no calendar for the market.</exception>
    public static bool IsClosed(string market, DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        || Of(market, day.Year).Any(special => special.Day == day && special.Kind == CalendarDayKind.PublicHoliday);

    // Cross-border trade feels these in every market.
    private static IEnumerable<(DateOnly Day, string Name)> Festivals(int year) =>
    [
        (LunarNewYear(year), "Lunar New Year"),
        (Easter(year), "Easter"),
        (Diwali(year), "Diwali"),
        .. IslamicDays(year, 9, 1).Select(static day => (day, "Ramadan begins")),
        .. IslamicDays(year, 10, 1).Select(static day => (day, "Eid al-Fitr")),
        .. IslamicDays(year, 12, 10).Select(static day => (day, "Eid al-Adha")),
        (new DateOnly(year, 2, 14), "Valentine's Day"),
        .. Enumerable.Range(0, 7).Select(day => (new DateOnly(year, 4, 29).AddDays(day), "Golden Week")),
    ];

    private static IEnumerable<(DateOnly Day, string Name)> SalesDays(string market, int year)
    {
        var friday = Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1);
        var memberDays = Nth(year, 7, DayOfWeek.Tuesday, 2);
        return
        [
            (friday, market == "AE" ? "White Friday" : "Black Friday"),
            (friday.AddDays(3), "Cyber Monday"),
            (new DateOnly(year, 11, 11), "Singles' Day"),
            (new DateOnly(year, 6, 18), "Mid-Year 6.18"),
            (memberDays, "Member Days"),
            (memberDays.AddDays(1), "Member Days"),
            (new DateOnly(year, 12, 12), "Double Twelve"),
            .. market is "GB" or "CA" or "AU" ? [(new DateOnly(year, 12, 26), "Boxing Day")] : Array.Empty<(DateOnly, string)>(),
            .. market is "MX" ? Run(Nth(year, 11, DayOfWeek.Monday, 3).AddDays(-3), 4, "Buen Fin") : [],
            .. market is "FR" ? Run(Nth(year, 1, DayOfWeek.Wednesday, 2), 5, "Winter Sales") : [],
        ];
    }

    private static IEnumerable<(DateOnly Day, string Name)> Run(DateOnly first, int days, string name) =>
        Enumerable.Range(0, days).Select(day => (first.AddDays(day), name));

    // 31 is the last day of a month.
    private static IEnumerable<DateOnly> Paydays(string market, int year)
    {
        int[] days = market switch
        {
            "US" or "CA" or "MX" => [15, 31],
            "GB" => [28, 31],
            "IT" => [27],
            "PL" or "KR" => [10, 25],
            "NL" => [24],
            "SE" or "JP" => [25],
            "BR" => [5, 20],
            "AE" => [28],
            "AU" => [15],
            "SG" => [25, 31],
            _ => [31],
        };
        return Enumerable.Range(1, 12).SelectMany(month => days.Select(
            day => new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)))));
    }
}
