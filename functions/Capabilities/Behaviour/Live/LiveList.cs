namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Items with their decayed scores added up over the partitions, best first. Immutable.</summary>
/// <param name="skus">Names.</param>
/// <param name="scores">Base-2 logarithms, as <see cref="ScoredKey.Score"/>; one for each name.</param>
internal sealed class LiveList(string[] skus, double[] scores)
{
    /// <summary>No item.</summary>
    public static LiveList Empty { get; } = new([], []);

    /// <summary>The best items.</summary>
    /// <param name="count">Most items wanted.</param>
    /// <param name="atMs">As of when, milliseconds since the Unix epoch.</param>
    /// <param name="halfLifeMs">Half-life that the scores were made with, in milliseconds.</param>
    public LiveItem[] Best(int count, long atMs, double halfLifeMs)
    {
        var best = new LiveItem[Math.Min(count, skus.Length)];
        for (var index = 0; index < best.Length; index++)
        {
            best[index] = new LiveItem(skus[index], new ScoredKey(0, scores[index]).At(atMs, halfLifeMs));
        }

        return best;
    }
}
