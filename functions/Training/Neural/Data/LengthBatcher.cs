namespace XbFunctions.Training.Neural;

/// <summary>
/// Groups examples of different lengths into batches of about equal numbers of tokens: shuffled, then sorted by length within windows, so
/// that batches hold little padding and still differ from epoch to epoch.
/// </summary>
internal static class LengthBatcher
{
    private const int WindowBatches = 16;

    /// <summary>Makes the batches of one epoch.</summary>
    /// <param name="lengths">Tokens of each example, above 0.</param>
    /// <param name="tokenBudget">Tokens of a batch at most, padding included; a longer example is a batch of its own.</param>
    /// <param name="generator">Gives the order.</param>
    /// <returns>Indices of examples, each once.</returns>
    public static List<int[]> Batches(IReadOnlyList<int> lengths, int tokenBudget, SeededGenerator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokenBudget);
        int[] order = [.. Enumerable.Range(0, lengths.Count)];
        generator.Shuffle<int>(order);
        List<int[]> batches = [];
        foreach (var window in Windows(order, lengths, (long)tokenBudget * WindowBatches))
        {
            Array.Sort(window, (a, b) => lengths[a] != lengths[b] ? lengths[a].CompareTo(lengths[b]) : a.CompareTo(b));
            batches.AddRange(Pack(window, lengths, tokenBudget));
        }

        var shuffled = batches.ToArray();
        generator.Shuffle<int[]>(shuffled);
        return [.. shuffled];
    }

    private static IEnumerable<int[]> Windows(int[] order, IReadOnlyList<int> lengths, long tokens)
    {
        var (start, sum) = (0, 0L);
        for (var i = 0; i < order.Length; i++)
        {
            sum += lengths[order[i]];
            if (sum >= tokens)
            {
                yield return order[start..(i + 1)];
                (start, sum) = (i + 1, 0);
            }
        }

        if (start < order.Length)
        {
            yield return order[start..];
        }
    }

    // Sorted by length: the last example of a batch is its longest and sets the padding.
    private static IEnumerable<int[]> Pack(int[] window, IReadOnlyList<int> lengths, int tokenBudget)
    {
        var start = 0;
        for (var i = 0; i < window.Length; i++)
        {
            if (i > start && (long)lengths[window[i]] * (i + 1 - start) > tokenBudget)
            {
                yield return window[start..i];
                start = i;
            }
        }

        if (start < window.Length)
        {
            yield return window[start..];
        }
    }
}
