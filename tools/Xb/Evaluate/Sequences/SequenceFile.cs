using System.Globalization;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Reads <c>user_id,item_ids</c> and <c>item_id,attribute_ids</c>: CSV, plain or gzip, ids in a field apart by spaces.</summary>
internal static class SequenceFile
{
    private const int MostItems = 1_000_000;
    private static readonly string[] SequenceColumns = ["user_id", "item_ids"];
    private static readonly string[] AttributeColumns = ["item_id", "attribute_ids"];

    /// <summary>Reads both files.</summary>
    /// <param name="sequencesPath">Sequences.</param>
    /// <param name="attributesPath">Attributes, or <see langword="null"/>.</param>
    /// <exception cref="CommandException">A file cannot be read, or a field is wrong; the message names line and field.</exception>
    public static SequenceData Read(string sequencesPath, string? attributesPath)
    {
        List<string> users = [];
        List<int[]> raw = [];
        using (var file = CsvFile.Open(sequencesPath, SequenceColumns))
        {
            while (file.Read())
            {
                RequireComplete(file);
                users.Add(file.Field(0).ToString());
                raw.Add(Ids(file, 1, "item_ids"));
            }
        }

        int[] ids = [.. raw.SelectMany(static sequence => sequence).Distinct().Order()];
        if (ids.Length is 0 or > MostItems)
        {
            throw new CommandException($"{Path.GetFileName(sequencesPath)}: has {ids.Length:N0} items; expected 1 to {MostItems:N0}.");
        }

        var numbers = ids.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index);
        int[][] sequences = [.. raw.Select(sequence => Array.ConvertAll(sequence, id => numbers[id]))];
        return new SequenceData(users, ids, sequences, attributesPath is null ? [] : Attributes(attributesPath, numbers));
    }

    private static int[][] Attributes(string path, Dictionary<int, int> numbers)
    {
        var attributes = Enumerable.Repeat(Array.Empty<int>(), numbers.Count).ToArray();
        Dictionary<int, int> known = [];
        using var file = CsvFile.Open(path, AttributeColumns);
        while (file.Read())
        {
            RequireComplete(file);
            if (int.TryParse(file.Field(0), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && numbers.TryGetValue(id, out var item))
            {
                attributes[item] = Array.ConvertAll(Ids(file, 1, "attribute_ids"), attribute =>
                {
                    known.TryAdd(attribute, known.Count);
                    return known[attribute];
                });
            }
        }

        return attributes;
    }

    internal static void RequireComplete(CsvFile file)
    {
        if (!file.IsComplete)
        {
            throw new CommandException($"{file.Name} line {file.Line}: {file.ShapeProblem}. Correct the file and start again.");
        }
    }

    internal static int[] Ids(CsvFile file, int column, string name)
    {
        List<int> ids = [];
        var field = file.Field(column);
        foreach (var range in field.Split(' '))
        {
            if (field[range].IsEmpty)
            {
                continue;
            }

            if (!int.TryParse(field[range], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                throw new CommandException(
                    $"{file.Name} line {file.Line}: {name} has '{field[range]}'; expected whole numbers apart by spaces.");
            }

            ids.Add(id);
        }

        return [.. ids];
    }
}
