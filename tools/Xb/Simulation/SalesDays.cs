namespace XbFunctions.Xb.Simulation;

/// <summary>The year's sales events of online trade, computed for any year.</summary>
internal static class SalesDays
{
    /// <summary>The sales days of a market in one year, in no order. A day may stand in it twice; the stronger one counts.</summary>
    public static IEnumerable<SalesDay> Of(string market, int year) =>
    [
        .. BlackFridayWeek(market, year),
        .. SinglesDay(market, year),
        .. MemberDays(year),
        .. MidYear(market, year),
        new(new(year, 12, 12), "Double Twelve", market is "KR" or "SG" or "MX" ? 1.6 : 1.15, 0.25),
        .. National(market, year),
    ];

    private static IEnumerable<SalesDay> BlackFridayWeek(string market, int year)
    {
        var friday = HolidayRules.Thanksgiving(year).AddDays(1);
        var (name, strength) = market switch
        {
            "AE" => ("White Friday", 2.4),
            "JP" or "KR" => ("Black Friday", 1.6),
            "SG" or "SE" or "PL" => ("Black Friday", 2.2),
            _ => ("Black Friday", 2.8),
        };
        for (var day = -4; day < 0; day++)
        {
            yield return new(friday.AddDays(day), $"{name} Week", 1.3, 0.3);
        }

        yield return new(friday, name, strength, 0.5);
        yield return new(friday.AddDays(1), $"{name} Weekend", 1 + ((strength - 1) * 0.55), 0.4);
        yield return new(friday.AddDays(2), $"{name} Weekend", 1 + ((strength - 1) * 0.5), 0.4);
        yield return new(friday.AddDays(3), "Cyber Monday", 1 + ((strength - 1) * 0.85), 0.45);
    }

    private static IEnumerable<SalesDay> SinglesDay(string market, int year)
    {
        var strength = market switch { "SG" => 2.6, "KR" => 2.2, "JP" => 1.8, "AE" => 1.9, "ES" or "PL" or "BR" or "MX" => 1.4, _ => 1.2 };
        yield return new(new(year, 11, 10), "Singles' Day Eve", 1 + ((strength - 1) * 0.4), 0.25);
        yield return new(new(year, 11, 11), "Singles' Day", strength, 0.4);
    }

    private static IEnumerable<SalesDay> MemberDays(int year)
    {
        var first = HolidayRules.Nth(year, 7, DayOfWeek.Tuesday, 2);
        yield return new(first, "Member Days", 1.9, 0.35);
        yield return new(first.AddDays(1), "Member Days", 1.7, 0.35);
    }

    private static IEnumerable<SalesDay> MidYear(string market, int year)
    {
        var strength = market is "SG" or "KR" or "JP" ? 1.7 : 1.15;
        yield return new(new(year, 6, 17), "Mid-Year 6.18 Eve", 1 + ((strength - 1) * 0.5), 0.2);
        yield return new(new(year, 6, 18), "Mid-Year 6.18", strength, 0.3);
    }

    private static IEnumerable<SalesDay> National(string market, int year) => market switch
    {
        "GB" or "CA" or "AU" =>
            [new(new(year, 12, 26), "Boxing Day", 1.9, 0.45), new(new(year, 12, 27), "Boxing Week", 1.5, 0.4)],
        "US" => [new(new(year, 12, 26), "After-Christmas Sale", 1.4, 0.4)],
        "FR" => Days(HolidayRules.Nth(year, 1, DayOfWeek.Wednesday, 2), 5, "Winter Sales", 1.4, 0.4),
        "ES" => Days(new(year, 1, 7), 4, "January Sales", 1.5, 0.4),
        "IT" => Days(new(year, 1, 7), 4, "Winter Sales", 1.35, 0.4),
        "DE" => Days(new(year, 12, 27), 3, "Year-End Sale", 1.3, 0.35),
        "NL" => [new(new(year, 12, 4), "Sinterklaas Eve", 1.4, 0.15)],
        "MX" => [.. Days(HolidayRules.Nth(year, 11, DayOfWeek.Monday, 3).AddDays(-3), 4, "Buen Fin", 2.1, 0.4),
            .. Days(HolidayRules.Last(year, 5, DayOfWeek.Monday), 5, "Hot Sale", 1.7, 0.35)],
        "BR" => [new(HolidayRules.Nth(year, 5, DayOfWeek.Sunday, 2).AddDays(-3), "Mother's Day Sale", 1.6, 0.25),
            new(new(year, 3, 15), "Consumer Day", 1.5, 0.3)],
        "JP" => Days(new(year, 1, 2), 2, "New Year Lucky Bags", 1.7, 0.35),
        "KR" => Days(HolidayRules.Korean(year, 8, 15).AddDays(-12), 3, "Chuseok Gifts", 1.5, 0.2),
        "SG" => Days(HolidayRules.ChineseNewYear(year).AddDays(-12), 4, "Lunar New Year Sale", 1.4, 0.25),
        "AE" => [.. HolidayRules.Islamic(year, 9, 1).SelectMany(static day => Days(day, 10, "Ramadan Sale", 1.2, 0.25))],
        _ => [],
    };

    private static IEnumerable<SalesDay> Days(DateOnly first, int days, string name, double factor, double discount) =>
        Enumerable.Range(0, days).Select(day => new SalesDay(first.AddDays(day), name, factor, discount));
}
