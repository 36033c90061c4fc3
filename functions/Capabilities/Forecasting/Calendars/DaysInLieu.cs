namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Days off that other public holidays bring: in lieu of those on a weekend by the rule of each market, and between two of them in Japan.</summary>
internal static class DaysInLieu
{
    private const int FirstKorean = 2014;
    private const int FirstKoreanFaiths = 2023;
    private static readonly DateOnly LastWithoutKoreanNation = new(2021, 8, 1);

    /// <summary>The days off in lieu.</summary>
    /// <param name="market">ISO 3166-1 alpha-2 code.</param>
    /// <param name="holidays">The holidays of one year.</param>
    public static IEnumerable<(DateOnly Day, string Name)> Of(string market, IReadOnlyList<(DateOnly Day, string Name)> holidays)
    {
        var taken = holidays.Select(static holiday => holiday.Day).ToHashSet();

        // In Korea two holidays on a day are one and a day in lieu.
        var seen = new HashSet<DateOnly>();
        foreach (var (day, name) in holidays.OrderBy(static holiday => holiday.Day))
        {
            var isDouble = market == "KR" && day.Year >= FirstKorean && !seen.Add(day) && !IsWeekend(day);
            if (!isDouble && !IsGivenBack(market, day, name))
            {
                continue;
            }

            // The United States take the Friday before a Saturday; everyone else the next day that is not off already.
            var other = market == "US" && day.DayOfWeek == DayOfWeek.Saturday ? day.AddDays(-1) : day.AddDays(1);
            while (taken.Contains(other) || other.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                other = other.AddDays(1);
            }

            taken.Add(other);
            yield return (other, $"{name} (in lieu)");
        }

        // In Japan a day between two holidays is one.
        foreach (var (day, _) in market == "JP" ? holidays : [])
        {
            if (taken.Contains(day.AddDays(2)) && !taken.Contains(day.AddDays(1)))
            {
                yield return (day.AddDays(1), "Citizens' Holiday");
            }
        }
    }

    private static bool IsGivenBack(string market, DateOnly day, string name) => (market, day.DayOfWeek) switch
    {
        ("US" or "GB" or "CA", DayOfWeek.Saturday or DayOfWeek.Sunday) => true,
        ("AU", DayOfWeek.Saturday or DayOfWeek.Sunday) => name != "Anzac Day",
        ("JP" or "SG", DayOfWeek.Sunday) => true,
        ("KR", _) => IsGivenBackInKorea(day, name),
        _ => false,
    };

    // The family feasts' Sundays and Children's Day from 2014 on, the national days from August 2021, Buddha's Birthday and Christmas from May 2023.
    private static bool IsGivenBackInKorea(DateOnly day, string name) => name switch
    {
        "New Year" or "Memorial Day" => false,
        "Children's Day" => day.Year >= FirstKorean && IsWeekend(day),
        "Buddha's Birthday" or "Christmas Day" => day.Year >= FirstKoreanFaiths && IsWeekend(day),
        _ when IsFamilyFeast(name) => day.Year >= FirstKorean && day.DayOfWeek == DayOfWeek.Sunday,
        _ => day > LastWithoutKoreanNation && IsWeekend(day),
    };

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static bool IsFamilyFeast(string name) =>
        name.StartsWith("Seollal", StringComparison.Ordinal) || name.StartsWith("Chuseok", StringComparison.Ordinal);
}
