using System.Globalization;

namespace XbFunctions.Xb;

/// <summary>Spans of time as people type them: a number and one of <c>s m h d</c>.</summary>
internal static class DurationText
{
    private static readonly double LongestSeconds = TimeSpan.FromDays(36_500).TotalSeconds;

    /// <summary>Reads a span.</summary>
    /// <param name="text">Such as <c>90s</c> or <c>1.5h</c>.</param>
    /// <param name="duration">Zero or more.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        double seconds = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => 0,
        };
        var digits = text.AsSpan(0, Math.Max(0, text.Length - 1));
        if (seconds == 0
            || !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number * seconds > LongestSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    /// <summary>Writes a span in its largest fitting unit.</summary>
    /// <param name="duration">Zero or more.</param>
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalDays: >= 1 } => Text(duration.TotalDays, 'd'),
        { TotalHours: >= 1 } => Text(duration.TotalHours, 'h'),
        { TotalMinutes: >= 1 } => Text(duration.TotalMinutes, 'm'),
        _ => Text(duration.TotalSeconds, 's'),
    };

    private static string Text(double number, char unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.#}{unit}");
}
