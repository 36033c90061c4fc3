using System.Globalization;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Holidays whose date moves from year to year, computed for the years 1990 to 2049.</summary>
public static class MovingHolidays
{
    private static readonly ChineseLunisolarCalendar Chinese = new();
    private static readonly KoreanLunisolarCalendar Korean = new();
    private static readonly UmAlQuraCalendar Hijri = new();

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

    /// <summary>The n-th given weekday of a month.</summary>
    /// <param name="year">Gregorian year.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="weekday">The weekday.</param>
    /// <param name="n">Counted from 1; -1 is the last one.</param>
    public static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        if (n < 0)
        {
            var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
            return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
        }

        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    /// <summary>Chinese New Year.</summary>
    /// <param name="year">Gregorian year.</param>
    public static DateOnly LunarNewYear(int year) => Lunisolar(Chinese, year, 1, 1);

    /// <summary>A day of the Chinese lunisolar year, such as 5/5 for Dragon Boat and 8/15 for Mid-Autumn.</summary>
    /// <param name="year">Gregorian year in which the lunisolar year begins.</param>
    /// <param name="month">Month, leap months not counted.</param>
    /// <param name="day">Day of the month.</param>
    public static DateOnly ChineseDay(int year, int month, int day) => Lunisolar(Chinese, year, month, day);

    /// <summary>Qingming, when the Sun's longitude reaches 15 degrees: 4 or 5 April, by the mean length of the year (Shou Xing's formula, 1990 to
    /// 2099).</summary>
    /// <param name="year">Gregorian year.</param>
    public static DateOnly Qingming(int year) =>
        new(year, 4, (int)(((year % 100) * 0.2422) + (year < 2000 ? 5.59 : 4.81)) - ((year % 100) / 4));

    /// <summary>A day of the Korean lunisolar year, such as 1/1 for Seollal and 8/15 for Chuseok.</summary>
    /// <param name="year">Gregorian year in which the lunisolar year begins.</param>
    /// <param name="month">Month, leap months not counted.</param>
    /// <param name="day">Day of the month.</param>
    public static DateOnly KoreanDay(int year, int month, int day) => Lunisolar(Korean, year, month, day);

    /// <summary>The days of a Gregorian year that fall on a day of the Islamic year (Umm al-Qura): none, one or two. The sighted moon may
    /// move a day by one.</summary>
    /// <param name="year">Gregorian year, up to 2076.</param>
    /// <param name="month">Islamic month, 9 for Ramadan.</param>
    /// <param name="day">Day of the month.</param>
    public static IReadOnlyList<DateOnly> IslamicDays(int year, int month, int day)
    {
        var first = Hijri.GetYear(new DateTime(year, 1, 1));
        return [.. Enumerable.Range(first, 3)
            .Select(hijriYear => DateOnly.FromDateTime(Hijri.ToDateTime(hijriYear, month, day, 0, 0, 0, 0)))
            .Where(date => date.Year == year)];
    }

    /// <summary>
    /// Diwali: the evening of the new moon while the Sun stands in sidereal Libra (17 October to 16 November in these years), by the time of
    /// India; when the moon is new before half past six, the evening before.
    /// </summary>
    /// <param name="year">Gregorian year.</param>
    public static DateOnly Diwali(int year)
    {
        var indian = TimeSpan.FromHours(5.5);
        var newMoon = MoonPhases.NewMoonAfter(new DateTime(year, 10, 17, 7, 0, 0) - indian) + indian;
        var day = DateOnly.FromDateTime(newMoon);
        return newMoon.TimeOfDay < TimeSpan.FromHours(18.5) ? day.AddDays(-1) : day;
    }

    /// <summary>The March or September equinox's day in Japan, 1980 to 2099 (formula of the Hydrographic Department of Japan).</summary>
    /// <param name="year">Gregorian year.</param>
    /// <param name="isMarch">March, else September.</param>
    public static DateOnly JapaneseEquinox(int year, bool isMarch) =>
        new(year, isMarch ? 3 : 9, (int)((isMarch ? 20.8431 : 23.2488) + (0.242194 * (year - 1980)) - ((year - 1980) / 4)));

    private static DateOnly Lunisolar(EastAsianLunisolarCalendar calendar, int year, int month, int day)
    {
        var leapMonth = calendar.GetLeapMonth(year);
        var counted = leapMonth > 0 && month >= leapMonth ? month + 1 : month;
        return DateOnly.FromDateTime(calendar.ToDateTime(year, counted, day, 0, 0, 0, 0));
    }
}
