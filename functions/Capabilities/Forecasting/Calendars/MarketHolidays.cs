using static System.DayOfWeek;
using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Nationwide public holidays by country. Regional days and bridge days are left out; for days in lieu see <see cref="DaysInLieu"/>.</summary>
internal static class MarketHolidays
{
    /// <summary>The holidays of a year with their English names; null for a country without a table.</summary>
    public static IEnumerable<(DateOnly Day, string Name)>? Of(string market, int year) => market switch
    {
        "US" => Rules(year, "1/1 New Year|1/Mon3 Martin Luther King Day|2/Mon3 Presidents' Day|5/Mon-1 Memorial Day|6/19 Juneteenth"
            + "|7/4 Independence Day|9/Mon1 Labor Day|10/Mon2 Columbus Day|11/11 Veterans Day|11/Thu4 Thanksgiving|12/25 Christmas Day"),
        "CA" => [.. Rules(year, "1/1 New Year|E-2 Good Friday|7/1 Canada Day|9/Mon1 Labour Day|10/Mon2 Thanksgiving|12/25 Christmas Day"),
            (Nth(year, 5, Monday, -1) is { Day: < 25 } monday ? monday : Nth(year, 5, Monday, -1).AddDays(-7), "Victoria Day")],
        "GB" => Rules(year, "1/1 New Year|E-2 Good Friday|E+1 Easter Monday|5/Mon1 Early May bank holiday|5/Mon-1 Spring bank holiday"
            + "|8/Mon-1 Summer bank holiday|12/25 Christmas Day|12/26 Boxing Day"),
        "DE" => Rules(year, "1/1 New Year|E-2 Good Friday|E+1 Easter Monday|5/1 Labour Day|E+39 Ascension|E+50 Whit Monday"
            + "|10/3 German Unity Day|12/25 Christmas Day|12/26 Second Christmas Day"),
        "FR" => Rules(year, "1/1 New Year|E+1 Easter Monday|5/1 Labour Day|5/8 Victory Day|E+39 Ascension|E+50 Whit Monday"
            + "|7/14 Bastille Day|8/15 Assumption|11/1 All Saints|11/11 Armistice Day|12/25 Christmas Day"),
        "ES" => Rules(year, "1/1 New Year|1/6 Epiphany|E-2 Good Friday|5/1 Labour Day|8/15 Assumption|10/12 National Day|11/1 All Saints"
            + "|12/6 Constitution Day|12/8 Immaculate Conception|12/25 Christmas Day"),
        "IT" => Rules(year, "1/1 New Year|1/6 Epiphany|E+1 Easter Monday|4/25 Liberation Day|5/1 Labour Day|6/2 Republic Day|8/15 Assumption"
            + "|11/1 All Saints|12/8 Immaculate Conception|12/25 Christmas Day|12/26 Saint Stephen"),
        "PL" => Rules(year, "1/1 New Year|1/6 Epiphany|E+0 Easter Sunday|E+1 Easter Monday|5/1 Labour Day|5/3 Constitution Day"
            + "|E+60 Corpus Christi|8/15 Assumption|11/1 All Saints|11/11 Independence Day|12/25 Christmas Day|12/26 Second Christmas Day"),
        "NL" => [.. Rules(year, "1/1 New Year|E+1 Easter Monday|E+39 Ascension|E+50 Whit Monday|12/25 Christmas Day|12/26 Second Christmas Day"),
            (new DateOnly(year, 4, 27) is { DayOfWeek: Sunday } sunday ? sunday.AddDays(-1) : new DateOnly(year, 4, 27), "King's Day")],
        "SE" => [.. Rules(year, "1/1 New Year|1/6 Epiphany|E-2 Good Friday|E+1 Easter Monday|5/1 Labour Day|E+39 Ascension|6/6 National Day"
            + "|12/25 Christmas Day|12/26 Second Christmas Day"),
            (Enumerable.Range(19, 7).Select(day => new DateOnly(year, 6, day)).First(static day => day.DayOfWeek == Friday), "Midsummer Eve")],
        "JP" => [.. Rules(year, "1/1 New Year|1/Mon2 Coming of Age Day|2/11 Foundation Day|2/23 Emperor's Birthday|4/29 Showa Day"
            + "|5/3 Constitution Day|5/4 Greenery Day|5/5 Children's Day|7/Mon3 Marine Day|8/11 Mountain Day|9/Mon3 Respect for the Aged Day"
            + "|10/Mon2 Sports Day|11/3 Culture Day|11/23 Labour Thanksgiving Day"),
            (JapaneseEquinox(year, isMarch: true), "Vernal Equinox"), (JapaneseEquinox(year, isMarch: false), "Autumnal Equinox")],
        "KR" => [.. Rules(year, "1/1 New Year|3/1 Independence Movement Day|5/5 Children's Day|6/6 Memorial Day|8/15 Liberation Day"
            + "|10/3 Foundation Day|10/9 Hangul Day|12/25 Christmas Day"),
            .. Around(KoreanDay(year, 1, 1), "Seollal"), .. Around(KoreanDay(year, 8, 15), "Chuseok"),
            (KoreanDay(year, 4, 8), "Buddha's Birthday")],
        "BR" => Rules(year, "1/1 New Year|E-2 Good Friday|4/21 Tiradentes|5/1 Labour Day|9/7 Independence Day|10/12 Our Lady of Aparecida"
            + "|11/2 All Souls|11/15 Republic Day|12/25 Christmas Day"),
        "MX" => Rules(year, "1/1 New Year|2/Mon1 Constitution Day|3/Mon3 Benito Juarez Day|5/1 Labour Day|9/16 Independence Day"
            + "|11/Mon3 Revolution Day|12/25 Christmas Day"),
        "AE" => [.. Rules(year, "1/1 New Year|12/2 National Day|12/3 National Day Second Day"), .. Eids(year, 3),
            .. IslamicDays(year, 1, 1).Select(static day => (day, "Islamic New Year"))],
        "AU" => Rules(year, "1/1 New Year|1/26 Australia Day|E-2 Good Friday|E+1 Easter Monday|4/25 Anzac Day|12/25 Christmas Day|12/26 Boxing Day"),
        "SG" => [.. Rules(year, "1/1 New Year|E-2 Good Friday|5/1 Labour Day|8/9 National Day|12/25 Christmas Day"), .. Eids(year, 1),
            (LunarNewYear(year), "Lunar New Year"), (LunarNewYear(year).AddDays(1), "Lunar New Year Second Day"), (Diwali(year), "Deepavali"),
            (ChineseDay(year, 4, 15), "Vesak Day")],
        "CN" => [.. Rules(year, "1/1 New Year|5/1 Labour Day|5/2 Labour Day|5/3 Labour Day"),
            .. Run(LunarNewYear(year).AddDays(-1), 7, "Spring Festival"), (Qingming(year), "Qingming"),
            (ChineseDay(year, 5, 5), "Dragon Boat Festival"), (ChineseDay(year, 8, 15), "Mid-Autumn Festival"),
            .. Run(new DateOnly(year, 10, 1), 7, "Golden Week of China")],
        _ => null,
    };

    /// <summary>A number of days in a row under one name.</summary>
    internal static IEnumerable<(DateOnly Day, string Name)> Run(DateOnly first, int days, string name) =>
        Enumerable.Range(0, days).Select(day => (first.AddDays(day), name));

    // "5/1 Name" is a date, "5/Mon-1 Name" the last Monday of May, "E+39 Name" days after Easter.
    private static IEnumerable<(DateOnly Day, string Name)> Rules(int year, string rules) => rules.Split('|').Select(rule =>
    {
        var space = rule.IndexOf(' ', StringComparison.Ordinal);
        return (Day(year, rule.AsSpan(0, space)), rule[(space + 1)..]);
    });

    private static DateOnly Day(int year, ReadOnlySpan<char> rule)
    {
        if (rule[0] == 'E')
        {
            return Easter(year).AddDays(int.Parse(rule[1..], System.Globalization.CultureInfo.InvariantCulture));
        }

        var slash = rule.IndexOf('/');
        var month = int.Parse(rule[..slash], System.Globalization.CultureInfo.InvariantCulture);
        var day = rule[(slash + 1)..];
        return char.IsDigit(day[0])
            ? new DateOnly(year, month, int.Parse(day, System.Globalization.CultureInfo.InvariantCulture))
            : Nth(year, month, day[..3] is "Mon" ? Monday : Thursday, int.Parse(day[3..], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static IEnumerable<(DateOnly Day, string Name)> Around(DateOnly day, string name) =>
        [(day.AddDays(-1), $"{name} Eve"), (day, name), (day.AddDays(1), $"{name} Second Day")];

    private static IEnumerable<(DateOnly Day, string Name)> Eids(int year, int days) =>
        from eid in new[] { (Month: 10, Day: 1, Name: "Eid al-Fitr"), (Month: 12, Day: 10, Name: "Eid al-Adha") }
        from first in IslamicDays(year, eid.Month, eid.Day)
        from day in Enumerable.Range(0, days)
        select (first.AddDays(day), eid.Name);
}
