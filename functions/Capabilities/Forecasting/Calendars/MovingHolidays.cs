namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Holidays whose date moves from year to year.</summary>
public static class MovingHolidays
{
    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, 2nd edition, chapter 8).</summary>
    /// <param name="year">From 1583.</param>
    public static DateOnly Easter(int year)
    {
        var (golden, century) = (year % 19, year / 100);
        var (leaps, rest) = Math.DivRem(century, 4);
        var moonCorrection = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - leaps - moonCorrection + 15) % 30;
        var (quarter, remainder) = Math.DivRem(year % 100, 4);
        var weekday = (32 + (2 * rest) + (2 * quarter) - epact - remainder) % 7;
        var shift = (golden + (11 * epact) + (22 * weekday)) / 451;
        var day = epact + weekday - (7 * shift) + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1);
    }
}
