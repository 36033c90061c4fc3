namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// Splits stock over warehouses so that all of them are equally likely to have enough: the same quantile of each one's demand (a newsvendor
/// for each with a shared budget, whose Lagrange multiplier is that quantile: Snyder and Shen, "Fundamentals of Supply Chain Theory",
/// 2nd edition, section 4.3).
/// </summary>
public static class WarehouseSplit
{
    private const int Thinnings = 2_000;

    /// <summary>Splits by draws of each warehouse's demand.</summary>
    /// <param name="pieces">Pieces to split, 0 or more.</param>
    /// <param name="demands">Draws of the demand of each warehouse, any number each, at least one.</param>
    /// <returns>Whole pieces for each; they add up to <paramref name="pieces"/>. What is left when every draw is covered is shared in
    /// proportion to mean demand.</returns>
    public static int[] ByDraws(int pieces, IReadOnlyList<int[]> demands)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pieces);
        ArgumentNullException.ThrowIfNull(demands);
        ArgumentOutOfRangeException.ThrowIfZero(demands.Count, nameof(demands));
        var sorted = demands.Select(static draws => draws.Order().ToArray()).ToArray();
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 50; step++)
        {
            var level = (low + high) / 2;
            (low, high) = sorted.Sum(draws => (long)Quantile(draws, level)) <= pieces ? (level, high) : (low, level);
        }

        // Between the two neighbouring quantiles in proportion to how far they lie apart, beyond the greatest draws to mean demand.
        var shares = sorted.Select(draws => Quantile(draws, low)).ToArray();
        if (shares.Sum(static share => (long)share) > pieces)
        {
            return Spread(new int[demands.Count], pieces, Array.ConvertAll(shares, static share => (double)share));
        }

        var steps = sorted.Select((draws, place) => (double)Quantile(draws, high) - shares[place]).ToArray();
        var isCovered = steps.Sum() <= 0;
        return Spread(shares, pieces - (int)shares.Sum(static share => (long)share), isCovered ? [.. sorted.Select(static draws => draws.Average())] : steps);
    }

    /// <summary>Splits where each piece of demand falls to a warehouse with the probability of its share.</summary>
    /// <param name="pieces">Pieces to split, 0 or more.</param>
    /// <param name="demand">Draws of the demand of all, at least one.</param>
    /// <param name="shares">Share of each warehouse, above 0; they need not add up to 1.</param>
    /// <param name="seed">Seed of chance.</param>
    public static int[] ByShare(int pieces, IReadOnlyList<double> demand, IReadOnlyList<double> shares, int seed)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(shares);
        var (random, total) = (new Random(seed), shares.Sum());
        var draws = shares.Select(_ => new int[Thinnings]).ToArray();
        for (var i = 0; i < Thinnings; i++)
        {
            // Binomial counts as normal ones with the same mean and deviation, the last warehouse taking the rest.
            var (left, rest) = (demand[i % demand.Count], total);
            for (var place = 0; place < shares.Count; place++)
            {
                var chance = rest <= 0 ? 0 : Math.Min(1, shares[place] / rest);
                var z = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
                var own = place == shares.Count - 1 ? left : Math.Clamp(Math.Round((left * chance) + (z * Math.Sqrt(left * chance * (1 - chance)))), 0, left);
                draws[place][i] = (int)Math.Min(own, int.MaxValue / 2);
                (left, rest) = (left - own, rest - shares[place]);
            }
        }

        return ByDraws(pieces, draws);
    }

    private static int Quantile(int[] sorted, double level) => sorted[Math.Clamp((int)Math.Ceiling(level * sorted.Length) - 1, 0, sorted.Length - 1)];

    private static int[] Spread(int[] shares, int left, double[] weights)
    {
        var (total, seen, given) = (weights.Sum(), 0.0, 0);
        for (var place = 0; place < shares.Length && left > 0; place++)
        {
            seen += total > 0 ? weights[place] / total : 1.0 / shares.Length;
            var through = place == shares.Length - 1 ? left : (int)Math.Round(left * seen);
            shares[place] += through - given;
            given = through;
        }

        return shares;
    }
}
