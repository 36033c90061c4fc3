namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Hari Raya Puasa, Hari Raya Haji and Deepavali as Singapore's Ministry of Manpower announced them. Its moon is sighted further east than the one
/// of Umm al-Qura, and its almanac of Deepavali is its own: a day apart in about one year of three.
/// </summary>
internal static class SingaporeFeasts
{
    private const int FirstYear = 2015;

    private static readonly string[] Known =
    [
        "7/17 9/24 11/10", "7/6 9/12 10/29", "6/25 9/1 10/18", "6/15 8/22 11/6", "6/5 8/11 10/27", "5/24 7/31 11/14", "5/13 7/20 11/4",
        "5/3 7/10 10/24", "4/22 6/29 11/12", "4/10 6/17 10/31", "3/31 6/7 10/20", "3/21 5/27 11/8",
    ];

    /// <summary>The feasts of a year.</summary>
    /// <param name="year">Gregorian year.</param>
    /// <returns>Null for a year that the table does not hold.</returns>
    public static IEnumerable<(DateOnly Day, string Name)>? Of(int year)
    {
        if (year < FirstYear || year >= FirstYear + Known.Length)
        {
            return null;
        }

        var days = Known[year - FirstYear].Split(' ');
        return MarketHolidays.Rules(year, $"{days[0]} Eid al-Fitr|{days[1]} Eid al-Adha|{days[2]} Deepavali");
    }
}
