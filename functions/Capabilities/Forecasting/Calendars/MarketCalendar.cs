using System.Collections.Concurrent;
using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Special days of each market, computed: what is known ahead about demand and about closed warehouses. Thread-safe.</summary>
public static class MarketCalendar
{
    /// <summary>First year that can be computed.</summary>
    public const int FirstYear = 1990;

    /// <summary>Last year that can be computed.</summary>
    public const int LastYear = 2049;

    private const int FirstYearOfEmiratesSunday = 2022;
    private static readonly ConcurrentDictionary<(string Country, int Year), IReadOnlySet<DateOnly>> Closed = new();

    /// <summary>Codes of the markets that have a calendar.</summary>
    public static IReadOnlyList<string> Markets { get; } =
        ["US", "CA", "GB", "DE", "FR", "ES", "IT", "PL", "NL", "SE", "JP", "KR", "BR", "MX", "AE", "AU", "SG"];

    /// <summary>Codes of the countries whose closed days are known: the markets, and where most goods come from.</summary>
    public static IReadOnlyList<string> Countries { get; } = [.. Markets, "CN"];

    /// <summary>The special days of a year, by date. A date may stand there more than once.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code, one of <see cref="Markets"/>.</param>
    /// <param name="year"><see cref="FirstYear"/> to <see cref="LastYear"/>.</param>
    /// <exception cref="ArgumentException">There is no calendar for the market.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The year is outside its range.</exception>
    public static IReadOnlyList<CalendarDay> Of(string market, int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        if (!Markets.Contains(market))
        {
            throw new ArgumentException($"Market is '{market}', expected one of {string.Join(", ", Markets)}.", nameof(market));
        }

        return
        [
            .. PublicHolidays(market, year).Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.PublicHoliday))
                .Concat(Festivals(market, year).Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.Festival)))
                .Concat(SalesDays(market, year).Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.SalesDay)))
                .Concat(Paydays(market, year).Select(static day => new CalendarDay(day, "Payday", CalendarDayKind.Payday)))
                .Concat(Schools(market, year))
                .Concat(Ramadan(market, year).Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.FastingMonth)))
                .Where(day => day.Day.Year == year)
                .OrderBy(static day => day.Day),
        ];
    }

    /// <summary>Whether warehouses, factories and customs of a country are closed on a day: weekends, public holidays and days in lieu.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 code; of one that is not among <see cref="Countries"/> only weekends are known.</param>
    /// <param name="day">Local date.</param>
    public static bool IsClosed(string country, DateOnly day) =>
        IsWeekend(country, day)
        || (day.Year is >= FirstYear and <= LastYear && Countries.Contains(country)
            && Closed.GetOrAdd((country, day.Year), static key => PublicHolidays(key.Country, key.Year).Select(static one => one.Day).ToHashSet()).Contains(day));

    // The Emirates moved their weekend from Friday and Saturday.
    private static bool IsWeekend(string country, DateOnly day) => country == "AE" && day.Year < FirstYearOfEmiratesSunday
        ? day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    // A holiday of December may be given back in January, and one of January in December.
    private static IEnumerable<(DateOnly Day, string Name)> PublicHolidays(string country, int year) =>
        Enumerable.Range(year - 1, 3).Where(static one => one is >= FirstYear and <= LastYear).SelectMany(one =>
        {
            var holidays = MarketHolidays.Of(country, one)!.ToList();
            return holidays.Concat(DaysInLieu.Of(country, holidays));
        }).Where(day => day.Day.Year == year);

    private static IEnumerable<CalendarDay> Schools(string market, int year)
    {
        var begin = SchoolTerms.Begin(market, year);
        var next = year < LastYear ? SchoolTerms.Begin(market, year + 1) : null;
        return new[] { begin, next }.OfType<DateOnly>()
            .SelectMany(static first => MarketHolidays.Run(first.AddDays(-SchoolTerms.BuyingDays), SchoolTerms.BuyingDays, "Back to School").Append((first, "School year begins")))
            .Select(static day => new CalendarDay(day.Item1, day.Item2, CalendarDayKind.BackToSchool))
            .Concat(SchoolTerms.Holidays(market, year).SelectMany(static span => MarketHolidays.Run(span.First, span.Last.DayNumber - span.First.DayNumber + 1, "School holidays"))
                .Select(static day => new CalendarDay(day.Day, day.Name, CalendarDayKind.SchoolHoliday)));
    }

    // Cross-border trade feels these in every market.
    private static IEnumerable<(DateOnly Day, string Name)> Festivals(string market, int year) =>
    [
        (LunarNewYear(year), "Lunar New Year"),
        (Easter(year), "Easter"),
        (Diwali(year), "Diwali"),
        .. IslamicDays(year, 9, 1).Select(static day => (day, "Ramadan begins")),
        .. IslamicDays(year, 10, 1).Select(static day => (day, "Eid al-Fitr")),
        .. IslamicDays(year, 12, 10).Select(static day => (day, "Eid al-Adha")),
        (new DateOnly(year, 2, 14), "Valentine's Day"),
        .. Run(new DateOnly(year, 4, 29), 7, "Golden Week of Japan"),
        .. Run(new DateOnly(year, 10, 1), 7, "Golden Week of China"),
    ];

    private static IEnumerable<(DateOnly Day, string Name)> SalesDays(string market, int year)
    {
        var friday = Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1);
        return
        [
            (friday, market == "AE" ? "White Friday" : "Black Friday"),
            (friday.AddDays(3), "Cyber Monday"),
            (new DateOnly(year, 11, 11), "Singles' Day"),
            (new DateOnly(year, 6, 18), "Mid-Year 6.18"),
            (new DateOnly(year, 12, 12), "Double Twelve"),
            .. MemberDays.Of(market, year),
            .. market is "GB" or "CA" or "AU" ? [(new DateOnly(year, 12, 26), "Boxing Day")] : Array.Empty<(DateOnly, string)>(),
            .. market is "MX" ? Run(Nth(year, 11, DayOfWeek.Monday, 3).AddDays(-3), 4, "Buen Fin") : [],
            .. market is "FR" ? Run(Nth(year, 1, DayOfWeek.Wednesday, 2), 5, "Winter Sales") : [],
        ];
    }

    private static IEnumerable<(DateOnly Day, string Name)> Run(DateOnly first, int days, string name) => MarketHolidays.Run(first, days, name);

    // Where about one in twenty people or more keeps it (Pew Research Center, "Europe's Growing Muslim Population", 2017, and the censuses): most
    // of the Emirates, one in seven in Singapore, 5 to 9 % in France, Sweden, Germany, Britain and the Netherlands. Elsewhere it is fewer.
    private static IEnumerable<(DateOnly Day, string Name)> Ramadan(string market, int year) => market is "AE" or "SG" or "FR" or "SE" or "DE" or "GB" or "NL"
        ? IslamicDays(year - 1, 9, 1).Concat(IslamicDays(year, 9, 1)).SelectMany(static first => Run(first, DaysOfRamadan(first), "Ramadan"))
        : [];

    private static int DaysOfRamadan(DateOnly first) =>
        IslamicDays(first.Year, 10, 1).Concat(IslamicDays(first.Year + 1, 10, 1)).First(day => day > first).DayNumber - first.DayNumber;

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
