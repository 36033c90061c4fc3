using System.Globalization;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>Reads sessions with their page counts, durations, rates and categories: CSV, plain or gzip.</summary>
internal static class IntentFile
{
    /// <summary>Name of the column that a live session does not have.</summary>
    public const string PageValues = "page_values";

    private static readonly string[] Columns = ["session_id", .. NumberColumns, .. CategoryColumns, "revenue"];

    /// <summary>Columns that hold numbers.</summary>
    public static IReadOnlyList<string> NumberColumns =>
    [
        "administrative", "administrative_duration", "informational", "informational_duration", "product_related",
        "product_related_duration", "bounce_rates", "exit_rates", PageValues, "special_day",
    ];

    /// <summary>Columns that hold names or codes.</summary>
    public static IReadOnlyList<string> CategoryColumns =>
        ["month", "operating_systems", "browser", "region", "traffic_type", "visitor_type", "weekend"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">The file cannot be read, or a field is wrong; the message names line and field.</exception>
    public static List<IntentSession> Read(string path)
    {
        List<IntentSession> sessions = [];
        using var file = CsvFile.Open(path, Columns);
        while (file.Read())
        {
            if (!file.IsComplete)
            {
                throw new CommandException($"{file.Name} line {file.Line}: {file.ShapeProblem}. Correct the file and start again.");
            }

            sessions.Add(Session(file));
        }

        return sessions;
    }

    private static IntentSession Session(CsvFile file)
    {
        var numbers = new float[NumberColumns.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!float.TryParse(file.Field(i + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !float.IsFinite(numbers[i]))
            {
                throw Wrong(file, i + 1, "a number");
            }
        }

        var first = 1 + numbers.Length;
        string[] categories = [.. CategoryColumns.Select((_, i) => file.Field(first + i).ToString())];
        var label = Columns.Length - 1;
        bool? hasBought = file.Field(label) switch
        {
            "" => null,
            "0" => false,
            "1" => true,
            _ => throw Wrong(file, label, "0, 1 or nothing"),
        };
        return new IntentSession(file.Field(0).ToString(), numbers, categories, hasBought);
    }

    private static CommandException Wrong(CsvFile file, int column, string expected) =>
        new($"{file.Name} line {file.Line}: {Columns[column]} is '{file.Field(column)}'; expected {expected}.");
}
