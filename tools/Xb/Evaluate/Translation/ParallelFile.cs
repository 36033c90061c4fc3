using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary>Reads texts in several languages, a column each, and writes translations.</summary>
internal static class ParallelFile
{
    /// <summary>Reads two columns.</summary>
    /// <param name="path">CSV, plain or gzip.</param>
    /// <param name="from">Column of the source.</param>
    /// <param name="to">Column of the target.</param>
    /// <param name="id">Column of the id.</param>
    /// <exception cref="CommandException">The file cannot be read, or lacks a column.</exception>
    public static List<(string Id, string Source, string Target)> Read(string path, string from, string to, string id = "id")
    {
        List<(string, string, string)> rows = [];
        using var file = CsvFile.Open(path, [id, from, to]);
        while (file.Read())
        {
            rows.Add((file.Field(0).ToString(), file.Field(1).ToString(), file.Field(2).ToString()));
        }

        return rows.Count > 0 ? rows : throw new CommandException($"{Path.GetFileName(path)} has no rows.");
    }

    /// <summary>Writes translations.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="id">Name of the column of ids.</param>
    /// <param name="rows">Ids and texts.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteAsync(string path, string id, IEnumerable<(string Id, string Text)> rows, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteLineAsync($"{id},text".AsMemory(), cancellationToken);
        foreach (var (key, text) in rows)
        {
            await writer.WriteLineAsync($"{key},{Quoted(text)}".AsMemory(), cancellationToken);
        }
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
