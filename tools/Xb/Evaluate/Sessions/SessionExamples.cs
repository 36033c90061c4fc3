namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>Prefixes of sessions and the item that follows each.</summary>
/// <param name="Ids">Id of each example.</param>
/// <param name="Groups">Number of the session of each example.</param>
/// <param name="Histories">Items of each prefix, oldest first; at least one.</param>
/// <param name="Targets">The item that follows; -1 for one that is not known.</param>
internal sealed record SessionExamples(IReadOnlyList<string> Ids, IReadOnlyList<int> Groups, IReadOnlyList<int[]> Histories, IReadOnlyList<int> Targets)
{
    /// <summary>Length of the shortest prefix.</summary>
    public int ShortestPrefix => Histories.Count == 0 ? 1 : Histories.Min(static history => history.Length);

    /// <summary>Every prefix of sessions.</summary>
    /// <param name="sessions">Number, id and items of each session.</param>
    /// <param name="shortest">Shortest prefix that counts.</param>
    public static SessionExamples Of(IEnumerable<(int Number, string Id, int[] Items)> sessions, int shortest)
    {
        var (ids, groups, histories, targets) = (new List<string>(), new List<int>(), new List<int[]>(), new List<int>());
        foreach (var (number, id, items) in sessions)
        {
            for (var length = shortest; length < items.Length; length++)
            {
                ids.Add($"{id}-{length}");
                groups.Add(number);
                histories.Add(items[..length]);
                targets.Add(items[length]);
            }
        }

        return new SessionExamples(ids, groups, histories, targets);
    }
}
