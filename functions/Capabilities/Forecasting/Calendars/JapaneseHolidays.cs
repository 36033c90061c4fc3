using static XbFunctions.Capabilities.Forecasting.MovingHolidays;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Japan's public holidays, whose law has moved them several times (Act on National Holidays of 1948 and its amendments, and the acts for
/// the Games of 2020 and the accession of 2019).</summary>
internal static class JapaneseHolidays
{
    private const int Games = 2020;
    private const int GamesPutOff = 2021;

    /// <summary>The holidays of a year with their English names.</summary>
    /// <param name="year">Gregorian year.</param>
    public static IEnumerable<(DateOnly Day, string Name)> Of(int year) =>
    [
        .. MarketHolidays.Rules(
            year,
            "1/1 New Year|1/15@-1999 Coming of Age Day|1/Mon2@2000- Coming of Age Day|2/11 Foundation Day|12/23@-2018 Emperor's Birthday"
            + "|2/23@2020- Emperor's Birthday|4/29@-2006 Greenery Day|4/29@2007- Showa Day|5/3 Constitution Day|5/4@2007- Greenery Day"
            + "|5/5 Children's Day|7/20@1996-2002 Marine Day|9/15@-2002 Respect for the Aged Day|9/Mon3@2003- Respect for the Aged Day"
            + "|10/10@-1999 Sports Day|11/3 Culture Day|11/23 Labour Thanksgiving Day"
            + "|6/9@1993-1993 Royal Wedding|11/12@1990-1990 Enthronement|5/1@2019-2019 Accession|10/22@2019-2019 Enthronement"),
        .. year switch
        {
            Games => MarketHolidays.Rules(year, "7/23 Marine Day|7/24 Sports Day|8/10 Mountain Day"),
            GamesPutOff => MarketHolidays.Rules(year, "7/22 Marine Day|7/23 Sports Day|8/8 Mountain Day"),
            _ => MarketHolidays.Rules(year, "7/Mon3@2003- Marine Day|10/Mon2@2000- Sports Day|8/11@2016- Mountain Day"),
        },
        (JapaneseEquinox(year, isMarch: true), "Vernal Equinox"),
        (JapaneseEquinox(year, isMarch: false), "Autumnal Equinox"),
    ];
}
