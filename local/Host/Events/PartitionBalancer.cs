namespace XbFunctions.Host;

/// <summary>Decides which partitions an owner claims, from who owns which; the greedy strategy of the Azure SDK's event processors.</summary>
/// <remarks>
/// With P partitions and N owners a balanced owner has P/N of them, rounded down or up. What nobody owns is claimed at once up to that share; only when
/// nothing is free is one partition taken from an owner that has too many, so that owners who join at the same time do not overshoot.
/// </remarks>
internal static class PartitionBalancer
{
    /// <summary>What to claim now. Empty when this owner has its share.</summary>
    /// <param name="partitions">All partitions of the hub.</param>
    /// <param name="owners">The owner of each partition that has a live one.</param>
    /// <param name="self">The owner that decides.</param>
    /// <param name="random">Spreads the claims of owners that start together.</param>
    public static IReadOnlyList<string> Claims(
        IReadOnlyCollection<string> partitions, IReadOnlyDictionary<string, string> owners, string self, Random random)
    {
        var counts = owners.Values.CountBy(static owner => owner).ToDictionary(StringComparer.Ordinal);
        var mine = counts.GetValueOrDefault(self);
        counts[self] = mine;
        var share = partitions.Count / counts.Count;
        var free = partitions.Where(partition => !owners.ContainsKey(partition)).ToArray();
        if (free.Length > 0)
        {
            random.Shuffle(free);
            return [.. free.Take(FreeShare(mine, share, counts, self))];
        }

        return Steal(owners, counts, mine, share, random) is { } partition ? [partition] : [];
    }

    /// <summary>Up to the share, and one more where everybody else has theirs: the partitions that do not divide evenly.</summary>
    private static int FreeShare(int mine, int share, Dictionary<string, int> counts, string self)
    {
        var othersHaveTheirs = counts.All(owner => owner.Key == self || owner.Value >= share);
        return Math.Max(0, share + (othersHaveTheirs ? 1 : 0) - mine);
    }

    private static string? Steal(IReadOnlyDictionary<string, string> owners, Dictionary<string, int> counts, int mine, int share, Random random)
    {
        var most = share + 1;
        var victims = mine < most ? Victims(count => count > most) : [];
        if (victims.Length == 0 && mine < share)
        {
            victims = Victims(count => count == most);
        }

        return victims.Length == 0 ? null : victims[random.Next(victims.Length)];

        string[] Victims(Func<int, bool> hasTooMany) =>
            [.. owners.Where(owner => hasTooMany(counts[owner.Value])).Select(static owner => owner.Key).Order(StringComparer.Ordinal)];
    }
}
