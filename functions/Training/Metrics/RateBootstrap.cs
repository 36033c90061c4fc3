namespace XbFunctions.Training;

/// <summary>Bootstrap intervals of the rate of a group, and of its ratio to the rate of everybody.</summary>
public static class RateBootstrap
{
    // Above this many expected hits a binomial number is drawn from its normal approximation.
    private const double ExactMean = 400;

    /// <summary>Rate of a group and its ratio to the rate of the whole, the group included.</summary>
    /// <remarks>
    /// Resampling the rows of the group and of the rest, each among themselves, is the same as drawing their hits from binomial
    /// distributions; that is what is done. Half a hit and half a miss are added to what is drawn from (Jeffreys): a small group without
    /// a hit would otherwise have an interval without width, and look surely different from everybody.
    /// </remarks>
    /// <param name="hits">Flagged rows of the group.</param>
    /// <param name="rows">Rows of the group, 1 or more.</param>
    /// <param name="allHits">Flagged rows of the whole.</param>
    /// <param name="allRows">Rows of the whole, not below <paramref name="rows"/>.</param>
    /// <param name="confidence">Of the two-sided intervals, in (0, 1).</param>
    /// <param name="resamples">Resamples, 100 or more.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    /// <returns>The rate, and the ratio; a ratio without hits in the whole is NaN.</returns>
    public static (Interval Rate, Interval Ratio) Of(
        long hits, long rows, long allHits, long allRows, double confidence, int resamples = 1_000, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(allRows, rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(allHits, hits);
        var random = new Random(seed);
        var (rates, ratios) = (new List<double>(resamples), new List<double>(resamples));
        for (var i = 0; i < resamples; i++)
        {
            var group = Binomial(random, rows, Chance(hits, rows));
            var rest = allRows == rows ? 0 : Binomial(random, allRows - rows, Chance(allHits - hits, allRows - rows));
            rates.Add((double)group / rows);
            if (group + rest > 0)
            {
                ratios.Add((double)group / rows / ((double)(group + rest) / allRows));
            }
        }

        var rate = (double)hits / rows;
        return (
            Interval.OfSamples(rate, rates, confidence),
            Interval.OfSamples(allHits == 0 ? double.NaN : rate / ((double)allHits / allRows), ratios, confidence));
    }

    private static double Chance(long hits, long rows) => (hits + 0.5) / (rows + 1);

    private static long Binomial(Random random, long trials, double chance)
    {
        if (chance > 0.5)
        {
            return trials - Binomial(random, trials, 1 - chance);
        }

        return trials * chance <= ExactMean ? ByInversion(random, trials, chance) : ByNormal(random, trials, chance);
    }

    private static long ByInversion(Random random, long trials, double chance)
    {
        var odds = chance / (1 - chance);
        var (left, term, count) = (random.NextDouble(), Math.Exp(trials * Math.Log(1 - chance)), 0L);
        while (left > term && count < trials)
        {
            left -= term;
            count++;
            term *= odds * (trials - count + 1) / count;
        }

        return count;
    }

    private static long ByNormal(Random random, long trials, double chance)
    {
        // Box and Muller, A note on the generation of random normal deviates, 1958.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Clamp((long)Math.Round((trials * chance) + (normal * Math.Sqrt(trials * chance * (1 - chance)))), 0, trials);
    }
}
