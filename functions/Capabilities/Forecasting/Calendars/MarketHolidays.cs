using static System.DayOfWeek;
using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Nationwide public holidays by country. Regional days and bridge days are left out; for days in lieu see <see cref="DaysInLieu"/>.</summary>
internal static class MarketHolidays
{
    // Mexico's presidents begin in this year and every six from it.
    private const int FirstOfTerms = 2024;

    /// <summary>The holidays of a year with their English names; null for a country without a table.</summary>
    public static IEnumerable<(DateOnly Day, string Name)>? Of(string market, int year) => market switch
    {
        "US" => Rules(year, "1/1 New Year|1/Mon3 Martin Luther King Day|2/Mon3 Presidents' Day|5/Mon-1 Memorial Day|6/19@2021- Juneteenth"
            + "|7/4 Independence Day|9/Mon1 Labor Day|10/Mon2 Columbus Day|11/11 Veterans Day|11/Thu4 Thanksgiving|12/25 Christmas Day"),
        "CA" => [.. Rules(year, "1/1 New Year|E-2 Good Friday|7/1 Canada Day|9/Mon1 Labour Day|10/Mon2 Thanksgiving|12/25 Christmas Day"),
            (Nth(year, 5, Monday, -1) is { Day: < 25 } monday ? monday : Nth(year, 5, Monday, -1).AddDays(-7), "Victoria Day")],
        "GB" => [.. Rules(year, "1/1 New Year|E-2 Good Friday|E+1 Easter Monday|8/Mon-1 Summer bank holiday|12/25 Christmas Day|12/26 Boxing Day"
            + "|5/8@1995-1995 Early May bank holiday|5/8@2020-2020 Early May bank holiday|6/4@2002-2002 Spring bank holiday"
            + "|6/4@2012-2012 Spring bank holiday|6/2@2022-2022 Spring bank holiday"
            + "|12/31@1999-1999 Millennium|6/3@2002-2002 Golden Jubilee|4/29@2011-2011 Royal Wedding|6/5@2012-2012 Diamond Jubilee"
            + "|6/3@2022-2022 Platinum Jubilee|9/19@2022-2022 State Funeral|5/8@2023-2023 Coronation"),
            .. year is 1995 or 2020 ? [] : Rules(year, "5/Mon1 Early May bank holiday"),
            .. year is 2002 or 2012 or 2022 ? [] : Rules(year, "5/Mon-1 Spring bank holiday")],
        "DE" => Rules(year, "1/1 New Year|E-2 Good Friday|E+1 Easter Monday|5/1 Labour Day|E+39 Ascension|E+50 Whit Monday"
            + "|10/3 German Unity Day|10/31@2017-2017 Reformation Day|12/25 Christmas Day|12/26 Second Christmas Day"),
        "FR" => Rules(year, "1/1 New Year|E+1 Easter Monday|5/1 Labour Day|5/8 Victory Day|E+39 Ascension|E+50 Whit Monday"
            + "|7/14 Bastille Day|8/15 Assumption|11/1 All Saints|11/11 Armistice Day|12/25 Christmas Day"),
        "ES" => Rules(year, "1/1 New Year|1/6 Epiphany|E-2 Good Friday|5/1 Labour Day|8/15 Assumption|10/12 National Day|11/1 All Saints"
            + "|12/6 Constitution Day|12/8 Immaculate Conception|12/25 Christmas Day"),
        "IT" => Rules(year, "1/1 New Year|1/6 Epiphany|E+1 Easter Monday|4/25 Liberation Day|5/1 Labour Day|6/2@2001- Republic Day|8/15 Assumption"
            + "|10/4@2026- Saint Francis|11/1 All Saints|12/8 Immaculate Conception|12/25 Christmas Day|12/26 Saint Stephen"),
        "PL" => Rules(year, "1/1 New Year|1/6@2011- Epiphany|E+0 Easter Sunday|E+1 Easter Monday|5/1 Labour Day|5/3 Constitution Day"
            + "|E+60 Corpus Christi|8/15 Assumption|11/1 All Saints|11/11 Independence Day|11/12@2018-2018 Centenary of Independence|12/24@2025- Christmas Eve|12/25 Christmas Day|12/26 Second Christmas Day"),
        "NL" => [.. Rules(year, "1/1 New Year|E+1 Easter Monday|E+39 Ascension|E+50 Whit Monday|12/25 Christmas Day|12/26 Second Christmas Day"),
            .. year % 5 == 0 ? Rules(year, "5/5 Liberation Day") : [], RoyalDay(year)],
        "SE" => [.. Rules(year, "1/1 New Year|1/6 Epiphany|E-2 Good Friday|E+1 Easter Monday|5/1 Labour Day|E+39 Ascension|6/6@2005- National Day"
            + "|12/25 Christmas Day|12/26 Second Christmas Day"),
            (Enumerable.Range(19, 7).Select(day => new DateOnly(year, 6, day)).First(static day => day.DayOfWeek == Friday), "Midsummer Eve")],
        "JP" => JapaneseHolidays.Of(year),
        "KR" => [.. Rules(year, "1/1 New Year|3/1 Independence Movement Day|5/5 Children's Day|6/6 Memorial Day|8/15 Liberation Day"
            + "|7/17@-2007 Constitution Day|7/17@2026- Constitution Day|10/3 Foundation Day|10/9@2013- Hangul Day|12/25 Christmas Day"),
            .. Around(KoreanDay(year, 1, 1), "Seollal"), .. Around(KoreanDay(year, 8, 15), "Chuseok"),
            (KoreanDay(year, 4, 8), "Buddha's Birthday")],
        "BR" => Rules(year, "1/1 New Year|E-2 Good Friday|4/21 Tiradentes|5/1 Labour Day|9/7 Independence Day|10/12 Our Lady of Aparecida"
            + "|11/2 All Souls|11/15 Republic Day|11/20@2024- Black Consciousness Day|12/25 Christmas Day"),
        "MX" => Rules(year, "1/1 New Year|2/Mon1 Constitution Day|3/Mon3 Benito Juarez Day|5/1 Labour Day|9/16 Independence Day"
            + "|11/Mon3 Revolution Day|12/1@-2023/6 Change of Government|10/1@2024-/6 Change of Government|12/25 Christmas Day"),
        "AE" => [.. Rules(year, "1/1 New Year|12/1@2015-2023 Commemoration Day|12/2 National Day|12/3 National Day Second Day"), .. Eids(year, 3),
            .. IslamicDays(year, 12, 9).Select(static day => (day, "Arafat Day")),
            .. IslamicDays(year, 1, 1).Select(static day => (day, "Islamic New Year")),
            .. IslamicDays(year, 3, 12).Select(static day => (day, "Prophet's Birthday"))],
        "AU" => Rules(year, "1/1 New Year|1/26 Australia Day|E-2 Good Friday|E+1 Easter Monday|4/25 Anzac Day|9/22@2022-2022 Day of Mourning|12/25 Christmas Day|12/26 Boxing Day"),
        "SG" => [.. Rules(year, "1/1 New Year|E-2 Good Friday|5/1 Labour Day|8/9 National Day|12/25 Christmas Day"), .. SingaporeFeasts.Of(year) ?? [.. Eids(year, 1), (Diwali(year), "Deepavali")],
            (LunarNewYear(year), "Lunar New Year"), (LunarNewYear(year).AddDays(1), "Lunar New Year Second Day"),
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

    // "5/1 Name" is a date, "5/Mon-1 Name" the last Monday of May, "E+39 Name" days after Easter; "@2011-", "@-2018" and "@2015-2023" say in
    // which years, "/6" behind them every how many.
    internal static IEnumerable<(DateOnly Day, string Name)> Rules(int year, string rules) => rules.Split('|').SelectMany(rule =>
    {
        var (space, at) = (rule.IndexOf(' ', StringComparison.Ordinal), rule.IndexOf('@', StringComparison.Ordinal));
        return at < 0 ? [(Day(year, rule.AsSpan(0, space)), rule[(space + 1)..])]
            : IsIn(year, rule[(at + 1)..space]) ? [(Day(year, rule.AsSpan(0, at)), rule[(space + 1)..])]
            : Array.Empty<(DateOnly, string)>();
    });

    private static bool IsIn(int year, string years)
    {
        var parts = years.Split('-', '/');
        var (first, last) = (parts[0].Length == 0 ? 0 : Number(parts[0]), parts[1].Length == 0 ? int.MaxValue : Number(parts[1]));
        return year >= first && year <= last && (parts.Length < 3 || (year - FirstOfTerms) % Number(parts[2]) == 0);
    }

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    // Until 2013 the Queen's, on 30 April; not on a Sunday.
    private static (DateOnly Day, string Name) RoyalDay(int year)
    {
        var (day, name) = year < 2014 ? (new DateOnly(year, 4, 30), "Queen's Day") : (new DateOnly(year, 4, 27), "King's Day");
        return (day.DayOfWeek == Sunday ? day.AddDays(-1) : day, name);
    }

    private static DateOnly Day(int year, ReadOnlySpan<char> rule)
    {
        if (rule[0] == 'E')
        {
            return Easter(year).AddDays(Number(rule[1..]));
        }

        var slash = rule.IndexOf('/');
        var month = Number(rule[..slash]);
        var day = rule[(slash + 1)..];
        return char.IsDigit(day[0])
            ? new DateOnly(year, month, Number(day))
            : Nth(year, month, day[..3] is "Mon" ? Monday : Thursday, Number(day[3..]));
    }

    private static IEnumerable<(DateOnly Day, string Name)> Around(DateOnly day, string name) =>
        [(day.AddDays(-1), $"{name} Eve"), (day, name), (day.AddDays(1), $"{name} Second Day")];

    private static IEnumerable<(DateOnly Day, string Name)> Eids(int year, int days) =>
        from eid in new[] { (Month: 10, Day: 1, Name: "Eid al-Fitr"), (Month: 12, Day: 10, Name: "Eid al-Adha") }
        from first in IslamicDays(year, eid.Month, eid.Day)
        from day in Enumerable.Range(0, days)
        select (first.AddDays(day), eid.Name);
}
