namespace XbFunctions.Xb.Simulation;

/// <summary>The Asian part of <see cref="NationalHolidays"/>, most of it by other calendars than the Gregorian.</summary>
internal static class NationalHolidaysOfAsia
{
    private const double Family = 0.72;
    private const double Home = 1.06;

    /// <summary>Japan; one-off days such as an emperor's enthronement are left out.</summary>
    public static IEnumerable<Holiday> Japan(int year) =>
    [
        new(new(year, 1, 1), "New Year", Family),
        new(HolidayRules.Nth(year, 1, DayOfWeek.Monday, 2), "Coming of Age Day", Home),
        new(new(year, 2, 11), "Foundation Day", Home),
        new(new(year, 2, 23), "Emperor's Birthday", Home),
        new(HolidayRules.VernalEquinox(year), "Vernal Equinox", Home),
        new(new(year, 4, 29), "Showa Day", Home),
        new(new(year, 5, 3), "Constitution Day", Home),
        new(new(year, 5, 4), "Greenery Day", Home),
        new(new(year, 5, 5), "Children's Day", Home),
        new(HolidayRules.Nth(year, 7, DayOfWeek.Monday, 3), "Marine Day", Home),
        new(new(year, 8, 11), "Mountain Day", Home),
        new(HolidayRules.Nth(year, 9, DayOfWeek.Monday, 3), "Respect for the Aged Day", Home),
        new(HolidayRules.AutumnalEquinox(year), "Autumnal Equinox", Home),
        new(HolidayRules.Nth(year, 10, DayOfWeek.Monday, 2), "Sports Day", Home),
        new(new(year, 11, 3), "Culture Day", Home),
        new(new(year, 11, 23), "Labour Thanksgiving Day", Home),
    ];

    /// <summary>South Korea.</summary>
    public static IEnumerable<Holiday> Korea(int year)
    {
        var seollal = HolidayRules.Korean(year, 1, 1);
        var chuseok = HolidayRules.Korean(year, 8, 15);
        return
        [
            new(new(year, 1, 1), "New Year", Home),
            new(seollal.AddDays(-1), "Seollal Eve", Family),
            new(seollal, "Seollal", 0.55),
            new(seollal.AddDays(1), "Seollal Second Day", Family),
            new(new(year, 3, 1), "Independence Movement Day", Home),
            new(new(year, 5, 5), "Children's Day", Home),
            new(HolidayRules.Korean(year, 4, 8), "Buddha's Birthday", Home),
            new(new(year, 6, 6), "Memorial Day", Home),
            new(new(year, 8, 15), "Liberation Day", Home),
            new(chuseok.AddDays(-1), "Chuseok Eve", Family),
            new(chuseok, "Chuseok", 0.55),
            new(chuseok.AddDays(1), "Chuseok Second Day", Family),
            new(new(year, 10, 3), "Foundation Day", Home),
            new(new(year, 10, 9), "Hangul Day", Home),
            new(new(year, 12, 25), "Christmas Day", Home),
        ];
    }

    /// <summary>Singapore; days of the Hindu and Buddhist calendars are left out.</summary>
    public static IEnumerable<Holiday> Singapore(int year)
    {
        var newYear = HolidayRules.ChineseNewYear(year);
        return
        [
            new(new(year, 1, 1), "New Year", Home),
            new(newYear, "Chinese New Year", Family),
            new(newYear.AddDays(1), "Chinese New Year Second Day", Family),
            new(HolidayRules.Easter(year).AddDays(-2), "Good Friday", Home),
            new(new(year, 5, 1), "Labour Day", Home),
            new(new(year, 8, 9), "National Day", Home),
            new(new(year, 12, 25), "Christmas Day", Family),
            .. Eids(year),
        ];
    }

    /// <summary>United Arab Emirates, by the Umm al-Qura calendar; the sighted moon may move a day by one.</summary>
    public static IEnumerable<Holiday> Emirates(int year) =>
    [
        new(new(year, 1, 1), "New Year", Home),
        new(new(year, 12, 2), "National Day", Home),
        new(new(year, 12, 3), "National Day Second Day", Home),
        .. HolidayRules.Islamic(year, 1, 1).Select(static day => new Holiday(day, "Islamic New Year", Home)),
        .. HolidayRules.Islamic(year, 3, 12).Select(static day => new Holiday(day, "Prophet's Birthday", Home)),
        .. Eids(year),
    ];

    private static IEnumerable<Holiday> Eids(int year) =>
    [
        .. HolidayRules.Islamic(year, 10, 1).Select(static day => new Holiday(day, "Eid al-Fitr", Family)),
        .. HolidayRules.Islamic(year, 12, 10).Select(static day => new Holiday(day, "Eid al-Adha", Family)),
    ];
}
