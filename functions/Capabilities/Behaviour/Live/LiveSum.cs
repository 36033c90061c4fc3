namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Adds up what several partitions score under the same keys. Not thread-safe.</summary>
/// <param name="keep">Most items of the sum.</param>
internal sealed class LiveSum(int keep)
{
    private readonly DecayedScores _scores = new();
    private readonly Dictionary<ulong, string> _names = [];

    /// <summary>Adds one partition's scores; a key that no partition can name is left out.</summary>
    /// <param name="best">The partition's best.</param>
    /// <param name="texts">Its names.</param>
    public void Add(List<ScoredKey> best, TextTable texts)
    {
        foreach (var entry in best)
        {
            if (_names.ContainsKey(entry.Key) || (texts.Find(entry.Key) is { } name && _names.TryAdd(entry.Key, name)))
            {
                // Wide enough that nothing is pruned between two partitions.
                _scores.Add(entry.Key, entry.Score, int.MaxValue / 2);
            }
        }
    }

    /// <summary>The sum.</summary>
    public LiveList ToList()
    {
        var best = new List<ScoredKey>();
        _scores.CopyBest(keep, best);
        return best.Count == 0
            ? LiveList.Empty
            : new LiveList([.. best.Select(entry => _names[entry.Key])], [.. best.Select(static entry => entry.Score)]);
    }
}
