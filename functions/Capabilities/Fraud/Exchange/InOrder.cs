namespace XbFunctions.Capabilities.Fraud;

/// <summary>Brings what several partitions told into one order.</summary>
internal static class InOrder
{
    /// <summary>What one partition told.</summary>
    /// <typeparam name="TPart">The part.</typeparam>
    /// <typeparam name="TItem">What is in it.</typeparam>
    /// <param name="part">The part.</param>
    /// <returns>Its items, oldest first.</returns>
    public delegate ReadOnlySpan<TItem> ItemsOf<TPart, TItem>(TPart part);

    /// <summary>Merges the items of several parts, oldest first. Of items at one time the one of the earlier part is first, so that the same parts in the same order give the same sums.</summary>
    /// <typeparam name="TPart">A part.</typeparam>
    /// <typeparam name="TItem">What is in it.</typeparam>
    /// <param name="parts">The parts.</param>
    /// <param name="itemsOf">Their items.</param>
    /// <param name="timeOf">When an item was.</param>
    public static TItem[] Merge<TPart, TItem>(IReadOnlyList<TPart> parts, ItemsOf<TPart, TItem> itemsOf, Func<TItem, long> timeOf)
    {
        var (merged, next) = (new TItem[parts.Sum(part => itemsOf(part).Length)], new int[parts.Count]);
        for (var at = 0; at < merged.Length; at++)
        {
            var (oldest, since) = (-1, 0L);
            for (var i = 0; i < next.Length; i++)
            {
                var items = itemsOf(parts[i]);
                if (next[i] < items.Length && timeOf(items[next[i]]) is var time && (oldest < 0 || time < since))
                {
                    (oldest, since) = (i, time);
                }
            }

            merged[at] = itemsOf(parts[oldest])[next[oldest]++];
        }

        return merged;
    }
}
