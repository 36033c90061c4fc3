using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>Measures distributions at training time, and how far later ones have moved.</summary>
public static class ReferenceHistograms
{
    /// <summary>Bins that a distribution is cut into where its values allow, besides the one of missing values.</summary>
    public const int Bins = 10;

    // A bin that was empty would make the index infinite; as usual, it counts as if it held a little.
    private const double Floor = 1e-4;

    /// <summary>Cuts values into bins of about equal counts.</summary>
    /// <param name="name">Column, or <c>score</c>.</param>
    /// <param name="values">The values, at least one; NaN is missing. Not kept.</param>
    public static ReferenceHistogram Of(string name, ReadOnlySpan<float> values)
    {
        var known = new List<float>(values.Length);
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                known.Add(value);
            }
        }

        known.Sort();
        var edges = new List<float>(Bins - 1);
        for (var bin = 1; bin < Bins && known.Count > 0; bin++)
        {
            var edge = known[(int)((long)(known.Count - 1) * bin / Bins)];
            if (edge < known[^1] && (edges.Count == 0 || edge > edges[^1]))
            {
                edges.Add(edge);
            }
        }

        var histogram = new ReferenceHistogram(name, [.. edges], new float[edges.Count + 2]);
        var (counts, rows) = (Counts(histogram, values), (double)values.Length);
        return histogram with { Shares = [.. counts.Select(count => (float)(count / rows))] };
    }

    /// <summary>Counts values by the bins of a histogram.</summary>
    /// <param name="histogram">The bins.</param>
    /// <param name="values">The values; NaN is missing.</param>
    /// <returns>A count for each of the histogram's shares.</returns>
    public static long[] Counts(ReferenceHistogram histogram, ReadOnlySpan<float> values)
    {
        var counts = new long[histogram.Shares.Length];
        foreach (var value in values)
        {
            counts[histogram.BinOf(value)]++;
        }

        return counts;
    }

    /// <summary>
    /// Population stability index: the sum over bins of <c>(now - then) x ln(now / then)</c>. By custom below 0.1 is stable, above 0.25 has
    /// shifted (Siddiqi, Credit Risk Scorecards, 2006).
    /// </summary>
    /// <param name="histogram">Shares at training time.</param>
    /// <param name="counts">Counts now, from <see cref="Counts"/>; at least one value in all.</param>
    /// <returns>0 or more; 0 for equal shares.</returns>
    /// <exception cref="ArgumentException">The bins differ, or there is no value.</exception>
    public static double Psi(ReferenceHistogram histogram, ReadOnlySpan<long> counts)
    {
        long total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        if (counts.Length != histogram.Shares.Length || total == 0)
        {
            throw new ArgumentException($"Expected counts of {histogram.Shares.Length} bins with a value, got {counts.Length}.", nameof(counts));
        }

        var sum = 0.0;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            var (then, now) = (Math.Max(Floor, histogram.Shares[bin]), Math.Max(Floor, (double)counts[bin] / total));
            sum += (now - then) * Math.Log(now / then);
        }

        return sum;
    }
}
