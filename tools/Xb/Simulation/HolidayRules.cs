using System.Globalization;

namespace XbFunctions.Xb.Simulation;

/// <summary>Dates that move from year to year, computed for any year the simulation allows.</summary>
internal static class HolidayRules
{
    private static readonly KoreanLunisolarCalendar Lunisolar = new();
    private static readonly ChineseLunisolarCalendar Chinese = new();
    private static readonly UmAlQuraCalendar Hijri = new();

    // The class library knows the Korean calendar to January 2050, the Islamic one to November 2077. The Chinese calendar differs from
    // the Korean one by a day in few years.
    private const int LastKoreanYear = 2050;
    private const int LastIslamicYear = 2076;

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, 2nd edition, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var day = h + l - (7 * m) + 114;
        return new DateOnly(year, day / 31, (day % 31) + 1);
    }

    /// <summary>The n-th given weekday of a month; <paramref name="n"/> counts from 1.</summary>
    public static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    /// <summary>The last given weekday of a month.</summary>
    public static DateOnly Last(int year, int month, DayOfWeek weekday)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
    }

    /// <summary>Thanksgiving in the United States; Black Friday is the day after.</summary>
    public static DateOnly Thanksgiving(int year) => Nth(year, 11, DayOfWeek.Thursday, 4);

    /// <summary>Chinese New Year.</summary>
    public static DateOnly ChineseNewYear(int year) => FromLunisolar(Chinese, year, 1, 1);

    /// <summary>A day of the Korean lunisolar year, e.g. month 8 day 15 for Chuseok. Leap months are not counted.</summary>
    public static DateOnly Korean(int year, int month, int day) =>
        FromLunisolar(year < LastKoreanYear ? Lunisolar : Chinese, year, month, day);

    /// <summary>The days of a Gregorian year that fall on a day of the Islamic year (Umm al-Qura); none, one or two.
    /// None after 2076.</summary>
    public static IEnumerable<DateOnly> Islamic(int year, int month, int day)
    {
        if (year > LastIslamicYear)
        {
            yield break;
        }

        var first = Hijri.GetYear(new DateTime(year, 1, 1));
        for (var hijriYear = first; hijriYear <= first + 1; hijriYear++)
        {
            var date = DateOnly.FromDateTime(Hijri.ToDateTime(hijriYear, month, day, 0, 0, 0, 0));
            if (date.Year == year)
            {
                yield return date;
            }
        }
    }

    /// <summary>The March equinox's day in Japan, valid from 1980 to 2099 (formula of the Hydrographic Department of Japan).</summary>
    public static DateOnly VernalEquinox(int year) =>
        new(year, 3, (int)(20.8431 + (0.242194 * (year - 1980)) - ((year - 1980) / 4)));

    /// <summary>The September equinox's day in Japan, valid from 1980 to 2099.</summary>
    public static DateOnly AutumnalEquinox(int year) =>
        new(year, 9, (int)(23.2488 + (0.242194 * (year - 1980)) - ((year - 1980) / 4)));

    private static DateOnly FromLunisolar(EastAsianLunisolarCalendar calendar, int year, int month, int day)
    {
        var leapMonth = calendar.GetLeapMonth(year);
        var counted = leapMonth > 0 && month >= leapMonth ? month + 1 : month;
        return DateOnly.FromDateTime(calendar.ToDateTime(year, counted, day, 0, 0, 0, 0));
    }
}
