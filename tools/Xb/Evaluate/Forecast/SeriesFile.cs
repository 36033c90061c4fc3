using System.Globalization;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Reads numbers of data files, naming the place where one is wrong.</summary>
internal static class SeriesFile
{
    /// <summary>Values of a series at most.</summary>
    public const int MaxValues = 1_000_000;

    /// <summary>One number; NaN where the field is empty.</summary>
    /// <param name="file">At its row.</param>
    /// <param name="text">The field.</param>
    /// <param name="column">Name of the column, for messages.</param>
    /// <exception cref="CommandException">It is no number.</exception>
    public static double Number(CsvFile file, ReadOnlySpan<char> text, string column)
    {
        if (text.IsWhiteSpace())
        {
            return double.NaN;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e15
            ? value
            : throw Wrong(file, column, text, "a number");
    }

    /// <summary>Numbers with spaces between them; <c>NA</c> is missing.</summary>
    /// <param name="file">At its row.</param>
    /// <param name="text">The field.</param>
    /// <param name="column">Name of the column, for messages.</param>
    public static double[] Numbers(CsvFile file, ReadOnlySpan<char> text, string column)
    {
        var values = new List<double>();
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (!word.IsEmpty)
            {
                values.Add(word is "NA" or "NaN" ? double.NaN : Number(file, word, column));
            }
        }

        return values.Count is > 0 and <= MaxValues && values.Exists(static value => !double.IsNaN(value))
            ? [.. values]
            : throw Wrong(file, column, text, $"1 to {MaxValues} numbers with spaces between them");
    }

    /// <summary>A date.</summary>
    /// <param name="file">At its row.</param>
    /// <param name="text">The field.</param>
    /// <param name="column">Name of the column, for messages.</param>
    public static DateOnly Date(CsvFile file, ReadOnlySpan<char> text, string column) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong(file, column, text, "a date like 2012-05-31");

    /// <summary>The problem of one field.</summary>
    public static CommandException Wrong(CsvFile file, string column, ReadOnlySpan<char> text, string expected)
    {
        var shown = text.Length > 40 ? $"{text[..40]}..." : new string(text);
        return new CommandException($"{file.Name} line {file.Line}: {column} is '{shown}', expected {expected}.");
    }
}
