using System.Globalization;
using XbFunctions.Xb.Evaluate.Sequences;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>
/// Reads <c>session_id,item_ids</c> and <c>example_id,item_ids,target_item_id</c>: CSV, plain or gzip. Items that no training session has are left out of
/// histories; as a wanted item they are one that nobody can find.
/// </summary>
internal static class SessionFile
{
    private static readonly string[] SessionColumns = ["session_id", "item_ids"];
    private static readonly string[] ExampleColumns = ["example_id", "item_ids", "target_item_id"];

    /// <summary>Reads the files.</summary>
    /// <param name="trainPath">Training sessions in the order of time.</param>
    /// <param name="testPath">Test sessions, or <see langword="null"/>.</param>
    /// <param name="examplesPath">Test examples, where there are no test sessions.</param>
    /// <exception cref="CommandException">A file cannot be read, or a field is wrong.</exception>
    public static SessionData Read(string trainPath, string? testPath, string? examplesPath)
    {
        var raw = Sessions(trainPath);
        int[] ids = [.. raw.SelectMany(static session => session.Items).Distinct().Order()];
        var numbers = ids.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index);
        int[][] sessions = [.. raw.Select(session => Array.ConvertAll(session.Items, id => numbers[id]))];
        var test = testPath is null
            ? Examples(examplesPath!, numbers)
            : SessionExamples.Of(Sessions(testPath).Index().Select(entry => (entry.Index, entry.Item.Id, Known(entry.Item.Items, numbers, keepsUnknown: true))), 1) is var all
                ? Cleaned(all) : null!;
        return test.Targets.Count == 0
            ? throw new CommandException("The test has no example: every session there has fewer than two known items.")
            : new SessionData(ids, sessions, test);
    }

    private static int[] Known(int[] items, Dictionary<int, int> numbers, bool keepsUnknown)
    {
        var known = items.Select(id => numbers.TryGetValue(id, out var number) ? number : -1);
        return [.. keepsUnknown ? known : known.Where(static number => number >= 0)];
    }

    private static SessionExamples Cleaned(SessionExamples examples)
    {
        int[][] histories = [.. examples.Histories.Select(static history => history.Where(static item => item >= 0).ToArray())];
        int[] kept = [.. Enumerable.Range(0, histories.Length).Where(index => histories[index].Length > 0)];
        return new SessionExamples(
            [.. kept.Select(index => examples.Ids[index])],
            [.. kept.Select(index => examples.Groups[index])],
            [.. kept.Select(index => histories[index])],
            [.. kept.Select(index => examples.Targets[index])]);
    }

    private static List<(string Id, int[] Items)> Sessions(string path)
    {
        List<(string Id, int[] Items)> sessions = [];
        using var file = CsvFile.Open(path, SessionColumns);
        while (file.Read())
        {
            SequenceFile.RequireComplete(file);
            sessions.Add((file.Field(0).ToString(), SequenceFile.Ids(file, 1, "item_ids")));
        }

        return sessions.Count < 20 ? throw new CommandException($"{file.Name}: has {sessions.Count} sessions; expected 20 or more.") : sessions;
    }

    private static SessionExamples Examples(string path, Dictionary<int, int> numbers)
    {
        var (ids, histories, targets) = (new List<string>(), new List<int[]>(), new List<int>());
        using var file = CsvFile.Open(path, ExampleColumns);
        while (file.Read())
        {
            SequenceFile.RequireComplete(file);
            if (!int.TryParse(file.Field(2), NumberStyles.None, CultureInfo.InvariantCulture, out var target))
            {
                throw new CommandException($"{file.Name} line {file.Line}: target_item_id is '{file.Field(2)}'; expected a whole number.");
            }

            ids.Add(file.Field(0).ToString());
            histories.Add(Known(SequenceFile.Ids(file, 1, "item_ids"), numbers, keepsUnknown: true));
            targets.Add(numbers.GetValueOrDefault(target, -1));
        }

        return Cleaned(new SessionExamples(ids, [.. Enumerable.Range(0, ids.Count)], histories, targets));
    }
}
