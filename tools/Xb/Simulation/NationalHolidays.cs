namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Public holidays by country and year. They are the nationwide ones; regional days, bridge days and substitute days for weekends are
/// left out, since they change trade little.
/// </summary>
internal static class NationalHolidays
{
    private const double Family = 0.72;
    private const double Home = 1.06;

    /// <summary>The holidays of a market in one year, in no order; empty for a country without a table.</summary>
    public static IEnumerable<Holiday> Of(string market, int year) => market switch
    {
        "US" => UnitedStates(year),
        "CA" => Canada(year),
        "GB" => UnitedKingdom(year),
        "DE" => Germany(year),
        "FR" => France(year),
        "ES" => Spain(year),
        "IT" => Italy(year),
        "PL" => Poland(year),
        "NL" => Netherlands(year),
        "SE" => Sweden(year),
        "JP" => NationalHolidaysOfAsia.Japan(year),
        "KR" => NationalHolidaysOfAsia.Korea(year),
        "SG" => NationalHolidaysOfAsia.Singapore(year),
        "AE" => NationalHolidaysOfAsia.Emirates(year),
        "BR" => Brazil(year),
        "MX" => Mexico(year),
        "AU" => Australia(year),
        _ => [],
    };

    private static IEnumerable<Holiday> UnitedStates(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(HolidayRules.Nth(year, 1, DayOfWeek.Monday, 3), "Martin Luther King Day", Home),
        new(HolidayRules.Nth(year, 2, DayOfWeek.Monday, 3), "Presidents' Day", Home),
        new(HolidayRules.Last(year, 5, DayOfWeek.Monday), "Memorial Day", Home),
        new(new(year, 6, 19), "Juneteenth", Home),
        new(new(year, 7, 4), "Independence Day", Family),
        new(HolidayRules.Nth(year, 9, DayOfWeek.Monday, 1), "Labor Day", Home),
        new(HolidayRules.Thanksgiving(year), "Thanksgiving", Home),
    ];

    private static IEnumerable<Holiday> Canada(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(HolidayRules.Easter(year).AddDays(-2), "Good Friday", Home),
        new(HolidayRules.Last(year, 5, DayOfWeek.Monday) is var last && last.Day > 24 ? last.AddDays(-7) : last, "Victoria Day", Home),
        new(new(year, 7, 1), "Canada Day", Home),
        new(HolidayRules.Nth(year, 9, DayOfWeek.Monday, 1), "Labour Day", Home),
        new(HolidayRules.Nth(year, 10, DayOfWeek.Monday, 2), "Thanksgiving", Family),
    ];

    private static IEnumerable<Holiday> UnitedKingdom(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(HolidayRules.Easter(year).AddDays(-2), "Good Friday", Home),
        new(HolidayRules.Easter(year).AddDays(1), "Easter Monday", Home),
        new(HolidayRules.Nth(year, 5, DayOfWeek.Monday, 1), "Early May bank holiday", Home),
        new(HolidayRules.Last(year, 5, DayOfWeek.Monday), "Spring bank holiday", Home),
        new(HolidayRules.Last(year, 8, DayOfWeek.Monday), "Summer bank holiday", Home),
    ];

    private static IEnumerable<Holiday> Germany(int year) =>
    [
        .. NewYearAndChristmas(year),
        .. EasterAndAscension(year, goodFriday: true, whitMonday: true),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 10, 3), "German Unity Day", Home),
        new(new(year, 12, 26), "Second Christmas Day", Family),
    ];

    private static IEnumerable<Holiday> France(int year) =>
    [
        .. NewYearAndChristmas(year),
        .. EasterAndAscension(year, goodFriday: false, whitMonday: true),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 5, 8), "Victory Day", Home),
        new(new(year, 7, 14), "Bastille Day", Family),
        new(new(year, 8, 15), "Assumption", Family),
        new(new(year, 11, 1), "All Saints", Home),
        new(new(year, 11, 11), "Armistice Day", Home),
    ];

    private static IEnumerable<Holiday> Spain(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(new(year, 1, 6), "Epiphany", Family),
        new(HolidayRules.Easter(year).AddDays(-2), "Good Friday", Home),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 8, 15), "Assumption", Family),
        new(new(year, 10, 12), "National Day", Home),
        new(new(year, 11, 1), "All Saints", Home),
        new(new(year, 12, 6), "Constitution Day", Home),
        new(new(year, 12, 8), "Immaculate Conception", Home),
    ];

    private static IEnumerable<Holiday> Italy(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(new(year, 1, 6), "Epiphany", Home),
        new(HolidayRules.Easter(year).AddDays(1), "Easter Monday", Family),
        new(new(year, 4, 25), "Liberation Day", Home),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 6, 2), "Republic Day", Home),
        new(new(year, 8, 15), "Assumption", Family),
        new(new(year, 11, 1), "All Saints", Home),
        new(new(year, 12, 8), "Immaculate Conception", Home),
    ];

    private static IEnumerable<Holiday> Poland(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(new(year, 1, 6), "Epiphany", Home),
        new(HolidayRules.Easter(year).AddDays(1), "Easter Monday", Family),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 5, 3), "Constitution Day", Home),
        new(HolidayRules.Easter(year).AddDays(60), "Corpus Christi", Home),
        new(new(year, 8, 15), "Assumption", Family),
        new(new(year, 11, 1), "All Saints", Family),
        new(new(year, 11, 11), "Independence Day", Home),
    ];

    private static IEnumerable<Holiday> Netherlands(int year) =>
    [
        .. NewYearAndChristmas(year),
        .. EasterAndAscension(year, goodFriday: false, whitMonday: true),
        new(new DateOnly(year, 4, 27) is var day && day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(-1) : day, "King's Day", Family),
        new(new(year, 12, 26), "Second Christmas Day", Family),
    ];

    private static IEnumerable<Holiday> Sweden(int year) =>
    [
        .. NewYearAndChristmas(year),
        .. EasterAndAscension(year, goodFriday: true, whitMonday: false),
        new(new(year, 1, 6), "Epiphany", Home),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 6, 6), "National Day", Home),
        new(MidsummerEve(year), "Midsummer Eve", Family),
    ];

    private static IEnumerable<Holiday> Brazil(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(HolidayRules.Easter(year).AddDays(-48), "Carnival Monday", Family),
        new(HolidayRules.Easter(year).AddDays(-47), "Carnival Tuesday", Family),
        new(HolidayRules.Easter(year).AddDays(-2), "Good Friday", Home),
        new(new(year, 4, 21), "Tiradentes", Home),
        new(new(year, 5, 1), "Labour Day", Home),
        new(HolidayRules.Easter(year).AddDays(60), "Corpus Christi", Home),
        new(new(year, 9, 7), "Independence Day", Home),
        new(new(year, 10, 12), "Our Lady of Aparecida", Home),
        new(new(year, 11, 15), "Republic Day", Home),
    ];

    private static IEnumerable<Holiday> Mexico(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(HolidayRules.Nth(year, 2, DayOfWeek.Monday, 1), "Constitution Day", Home),
        new(HolidayRules.Nth(year, 3, DayOfWeek.Monday, 3), "Benito Juarez Day", Home),
        new(new(year, 5, 1), "Labour Day", Home),
        new(new(year, 9, 16), "Independence Day", Family),
        new(new(year, 11, 2), "Day of the Dead", Family),
        new(HolidayRules.Nth(year, 11, DayOfWeek.Monday, 3), "Revolution Day", Home),
    ];

    private static IEnumerable<Holiday> Australia(int year) =>
    [
        .. NewYearAndChristmas(year),
        new(new(year, 1, 26), "Australia Day", Home),
        new(HolidayRules.Easter(year).AddDays(-2), "Good Friday", Home),
        new(HolidayRules.Easter(year).AddDays(1), "Easter Monday", Home),
        new(new(year, 4, 25), "Anzac Day", Home),
    ];

    private static Holiday[] NewYearAndChristmas(int year) =>
    [
        new(new(year, 1, 1), "New Year", Family),
        new(new(year, 12, 24), "Christmas Eve", 0.75),
        new(new(year, 12, 25), "Christmas Day", 0.6),
    ];

    // The Friday between 19 and 25 June.
    private static DateOnly MidsummerEve(int year)
    {
        var third = HolidayRules.Nth(year, 6, DayOfWeek.Friday, 3);
        return third.Day < 19 ? third.AddDays(7) : third;
    }

    private static IEnumerable<Holiday> EasterAndAscension(int year, bool goodFriday, bool whitMonday)
    {
        var easter = HolidayRules.Easter(year);
        yield return new(easter.AddDays(1), "Easter Monday", Home);
        yield return new(easter.AddDays(39), "Ascension", Home);
        if (goodFriday)
        {
            yield return new(easter.AddDays(-2), "Good Friday", Home);
        }

        if (whitMonday)
        {
            yield return new(easter.AddDays(50), "Whit Monday", Home);
        }
    }
}
