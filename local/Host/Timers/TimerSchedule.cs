using System.Globalization;
using NCrontab;

namespace XbFunctions.Host;

/// <summary>When a timer function fires: an NCRONTAB expression of six fields, or a fixed interval.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(string text, CrontabSchedule? cron, TimeSpan interval) => (Text, _cron, _interval) = (text, cron, interval);

    /// <summary>The schedule as configured.</summary>
    public string Text { get; }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Six-field NCRONTAB, or a <see cref="TimeSpan"/> above zero.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static TimerSchedule Parse(string text)
    {
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is { } cron)
        {
            return new TimerSchedule(text, cron, default);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(text, null, interval)
            : throw new FormatException($"the schedule '{text}' is neither an NCRONTAB expression of six fields, seconds first, nor a TimeSpan");
    }

    /// <summary>The first occurrence after a time.</summary>
    /// <param name="after">Local time.</param>
    /// <returns>Local time; <see cref="DateTime.MaxValue"/> when it never fires again.</returns>
    public DateTime Next(DateTime after) => _cron?.GetNextOccurrence(after) ?? after + _interval;

    /// <summary>Whether two occurrences follow each other within a minute somewhere in the next five; such a schedule is not monitored.</summary>
    public bool IsFasterThanAMinute(DateTime now)
    {
        var previous = Next(now);
        for (var count = 0; count < 5; count++)
        {
            var next = Next(previous);
            if (next - previous < TimeSpan.FromMinutes(1))
            {
                return true;
            }

            previous = next;
        }

        return false;
    }
}
