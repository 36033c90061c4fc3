using System.Globalization;
using NCrontab;

namespace XbFunctions.Host;

/// <summary>When a timer function fires: an NCRONTAB expression of six or five fields, or a fixed interval.</summary>
/// <remarks>
/// Clock changes are the service's: a time that the clock skips fires when the skipped hour is over. A time of day that comes twice fires
/// the first time only, while an expression that repeats within the day fires through both hours.
/// </remarks>
internal sealed class TimerSchedule
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;
    private readonly bool _repeatsInTheDay;

    private TimerSchedule(string text, CrontabSchedule? cron, TimeSpan interval)
    {
        (Text, _cron, _interval) = (text, cron, interval);
        _repeatsInTheDay = cron is not null && RepeatsInTheDay(cron.ToString());
    }

    /// <summary>The schedule as configured.</summary>
    public string Text { get; }

    /// <summary>Whether a text is a schedule.</summary>
    public static bool IsValid(string text) => TryParse(text) is not null;

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">NCRONTAB of six fields, seconds first, or of five, which fires at second 0; or a <see cref="TimeSpan"/> above zero.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static TimerSchedule Parse(string text) => TryParse(text)
        ?? throw new FormatException($"the schedule '{text}' is neither an NCRONTAB expression of six fields, seconds first, nor a TimeSpan");

    /// <summary>The first occurrence after a time.</summary>
    /// <param name="after">Any offset.</param>
    /// <param name="zone">Whose clock the expression speaks of.</param>
    /// <returns>In the zone; <see cref="DateTimeOffset.MaxValue"/> when it never fires again.</returns>
    public DateTimeOffset Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var now = TimeZoneInfo.ConvertTime(after, zone);
        if (_cron is null)
        {
            return TimeZoneInfo.ConvertTime(now + _interval, zone);
        }

        var local = _cron.GetNextOccurrence(now.DateTime);
        return local == DateTime.MaxValue ? DateTimeOffset.MaxValue : AdjustRepeatedHour(now, At(local, zone), zone);
    }

    /// <summary>Whether it fires more than once in the minute after a time; such a schedule is not monitored.</summary>
    public bool IsFasterThanAMinute(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (_cron is null)
        {
            return _interval < Minute;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return _cron.GetNextOccurrences(local, local + Minute).Skip(1).Any();
    }

    private static TimerSchedule? TryParse(string text)
    {
        var hasSeconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds }) is { } cron)
        {
            return new TimerSchedule(text, cron, default);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(text, null, interval)
            : null;
    }

    // The service looks at seconds, minutes and hours, or at minutes and hours where there are no seconds, as NCrontab writes them back.
    private static bool RepeatsInTheDay(string expression)
    {
        var fields = expression.Split(' ');
        return fields.Take(fields.Length == 6 ? 3 : 2).Any(static field => field.AsSpan().IndexOfAny("*/-") >= 0);
    }

    // A time that the clock skips has the offset from before the change; taken into the zone it lies an hour later.
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local)), zone);

    private DateTimeOffset AdjustRepeatedHour(DateTimeOffset now, DateTimeOffset next, TimeZoneInfo zone)
    {
        var isNextTwice = zone.IsAmbiguousTime(next);
        if (!isNextTwice && !zone.IsAmbiguousTime(now))
        {
            return next;
        }

        if (next.Offset != now.Offset)
        {
            return _repeatsInTheDay || isNextTwice ? TimeZoneInfo.ConvertTime(next + (next.Offset - now.Offset), zone) : next;
        }

        return isNextTwice && !_repeatsInTheDay ? AfterRepeatedHour(next, zone) : next;
    }

    private DateTimeOffset AfterRepeatedHour(DateTimeOffset next, TimeZoneInfo zone)
    {
        var local = next.DateTime;
        while (zone.IsAmbiguousTime(local))
        {
            local = _cron!.GetNextOccurrence(local);
        }

        return At(local, zone);
    }
}
