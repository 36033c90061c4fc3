namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Finds the best of scores over all items.</summary>
internal static class BestItems
{
    /// <summary>The best items, best first; among equal scores the smaller number.</summary>
    /// <param name="scores">Score of each item.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="without">Items that are left out.</param>
    public static int[] Of(ReadOnlySpan<float> scores, int count, ReadOnlySpan<int> without)
    {
        var queue = new PriorityQueue<int, (float Score, int Order)>(count + 1);
        var least = (Score: float.NegativeInfinity, Order: 0);
        for (var item = 0; item < scores.Length; item++)
        {
            if ((queue.Count == count && scores[item] <= least.Score) || without.Contains(item))
            {
                continue;
            }

            queue.Enqueue(item, (scores[item], -item));
            if (queue.Count > count)
            {
                queue.Dequeue();
            }

            if (queue.Count == count)
            {
                queue.TryPeek(out _, out least);
            }
        }

        var best = new int[queue.Count];
        for (var i = best.Length - 1; i >= 0; i--)
        {
            best[i] = queue.Dequeue();
        }

        return best;
    }
}
