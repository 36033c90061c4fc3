using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// When the school year begins and when the long holidays are. Where regions differ (US, CA, GB, DE, FR, ES, IT, NL, AU, BR) the dates are those
/// that most pupils are near; elsewhere they are the nation's own.
/// </summary>
internal static class SchoolTerms
{
    /// <summary>Days before the first day of school on which families buy for it.</summary>
    public const int BuyingDays = 21;

    /// <summary>First day of the school year that begins in a calendar year.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="year">Gregorian year.</param>
    /// <returns>Null for a market without a table.</returns>
    public static DateOnly? Begin(string market, int year) => market switch
    {
        "US" => Nth(year, 8, DayOfWeek.Monday, 3),
        "CA" => Nth(year, 9, DayOfWeek.Monday, 1).AddDays(1),
        "GB" => WeekdayFrom(year, 9, 3),
        "DE" => WeekdayFrom(year, 8, 20),

        // On a Friday nobody begins.
        "FR" or "PL" => new DateOnly(year, 9, 1) is { DayOfWeek: DayOfWeek.Friday } friday ? friday.AddDays(3) : WeekdayFrom(year, 9, 1),
        "ES" => WeekdayFrom(year, 9, 9),
        "IT" => WeekdayFrom(year, 9, 12),
        "NL" => Nth(year, 8, DayOfWeek.Monday, -1),
        "SE" => WeekdayFrom(year, 8, 18),
        "JP" => WeekdayFrom(year, 4, 6),
        "KR" => OpenFrom(market, year, 3, 2),
        "BR" => Nth(year, 2, DayOfWeek.Monday, 1),
        "MX" => FirstFrom(new DateOnly(year, 8, 26), DayOfWeek.Monday),
        "AE" => Nth(year, 8, DayOfWeek.Monday, -1),
        "AU" => WeekdayFrom(year, 1, 28),
        "SG" => OpenFrom(market, year, 1, 2),
        _ => null,
    };

    /// <summary>The long holidays of a calendar year, first and last day; those over New Year are cut at both ends of it.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="year">Gregorian year.</param>
    public static IEnumerable<(DateOnly First, DateOnly Last)> Holidays(string market, int year)
    {
        DateOnly Day(int month, int day) => new(year, month, day);
        if (Begin(market, year) is not { } begin)
        {
            return [];
        }

        var before = begin.AddDays(-1);
        return market switch
        {
            "US" => [(Day(6, 15), before)],
            "CA" => [(Day(6, 28), before)],
            "GB" => [(Day(7, 22), before)],
            "DE" => [(Day(7, 10), before)],
            "FR" => [(Nth(year, 7, DayOfWeek.Saturday, 1), before)],
            "ES" => [(Day(6, 22), before)],
            "IT" => [(Day(6, 9), before)],
            "NL" => [(Day(7, 15), before)],
            "SE" => [(Day(6, 14), before)],

            // From the Saturday after the last Friday of lessons, the first after 20 June.
            "PL" => [(FirstFrom(Day(6, 21), DayOfWeek.Friday).AddDays(1), Day(8, 31))],
            "JP" => [(Day(3, 25), before), (Day(7, 21), Day(8, 31))],
            "KR" => [(Day(1, 1), before), (Day(7, 22), Day(8, 18))],
            "BR" => [(Day(1, 1), before), (Day(7, 8), Day(7, 31)), (Day(12, 16), Day(12, 31))],
            "MX" => [(Day(7, 16), before)],
            "AE" => [(Day(7, 1), before)],
            "AU" => [(Day(1, 1), before), (Day(12, 20), Day(12, 31))],
            _ => [(Day(1, 1), before), (Nth(year, 5, DayOfWeek.Saturday, -1), Nth(year, 5, DayOfWeek.Saturday, -1).AddDays(29)), (Day(11, 20), Day(12, 31))],
        };
    }

    // The first day without a weekend, holiday or day in lieu.
    private static DateOnly OpenFrom(string market, int year, int month, int day)
    {
        var date = new DateOnly(year, month, day);
        while (MarketCalendar.IsClosed(market, date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    private static DateOnly WeekdayFrom(int year, int month, int day)
    {
        var date = new DateOnly(year, month, day);
        return date.DayOfWeek switch
        {
            DayOfWeek.Saturday => date.AddDays(2),
            DayOfWeek.Sunday => date.AddDays(1),
            _ => date,
        };
    }

    private static DateOnly FirstFrom(DateOnly date, DayOfWeek weekday) => date.AddDays(((int)weekday - (int)date.DayOfWeek + 7) % 7);
}
