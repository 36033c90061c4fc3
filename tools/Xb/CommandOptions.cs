using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace XbFunctions.Xb;

/// <summary>Makes options that check their own range and name themselves when it is left.</summary>
internal static class CommandOptions
{
    /// <summary>A number within a range.</summary>
    /// <typeparam name="T">Kind of number.</typeparam>
    /// <param name="name">With both dashes.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="fallback">Value where the option is left out.</param>
    /// <param name="least">Smallest value.</param>
    /// <param name="most">Largest value.</param>
    public static Option<T> Number<T>(string name, string description, T fallback, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => fallback,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                {
                    return value;
                }

                var range = string.Create(CultureInfo.InvariantCulture, $"a number from {least:#,0.####} to {most:#,0.####}");
                return Refuse<T>(result, name, text, range);
            },
        };

    /// <summary>A span of time such as <c>30s</c>, <c>2m</c>, <c>1.5h</c> or <c>7d</c>.</summary>
    /// <param name="name">With both dashes.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="fallback">Value where the option is left out.</param>
    /// <param name="least">Shortest.</param>
    /// <param name="most">Longest.</param>
    public static Option<TimeSpan> Duration(string name, string description, TimeSpan fallback, TimeSpan least, TimeSpan most) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            return DurationText.TryParse(text, out var value) && value >= least && value <= most
                ? value
                : Refuse<TimeSpan>(
                    result, name, text, $"a time from {DurationText.Of(least)} to {DurationText.Of(most)}, such as 30s, 2m, 1h or 7d");
        },
    };

    /// <summary>A moment in UTC, <c>2026-01-05</c> or <c>2026-01-05T08:30:00Z</c>.</summary>
    /// <param name="name">With both dashes.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="fallback">Value where the option is left out.</param>
    public static Option<DateTimeOffset> Moment(string name, string description, DateTimeOffset fallback) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            return DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
                ? value
                : Refuse<DateTimeOffset>(result, name, text, "a date such as 2026-01-05 or a time such as 2026-01-05T08:30:00Z");
        },
    };

    /// <summary>A text.</summary>
    /// <param name="name">With both dashes.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="helpName">What stands for the value in the help.</param>
    public static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>A switch that is off unless given.</summary>
    /// <param name="name">With both dashes.</param>
    /// <param name="description">One sentence.</param>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    private static T Refuse<T>(ArgumentResult result, string name, string text, string expected)
        where T : struct
    {
        result.AddError($"{name} is '{text}'; expected {expected}.");
        return default;
    }
}
