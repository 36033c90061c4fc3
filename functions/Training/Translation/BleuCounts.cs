namespace XbFunctions.Training.Translation;

/// <summary>
/// What BLEU is made of (Papineni et al. 2002), added up over a corpus: matches and totals of n-grams of 1 to 4 words, and both lengths. One reference.
/// The default is an empty corpus.
/// </summary>
public readonly record struct BleuCounts
{
    private const int Order = 4;
    private readonly double[]? _counts;

    private BleuCounts(double[] counts) => _counts = counts;

    /// <summary>Precision of each order, 1 to 4 words.</summary>
    public IReadOnlyList<double> Precisions => _counts is { } counts ? [.. Enumerable.Range(0, Order).Select(n => counts[n] / Math.Max(1, counts[Order + n]))] : [0, 0, 0, 0];

    /// <summary>Length of the translations over that of the references.</summary>
    public double LengthRatio => _counts is null ? 0 : _counts[Order] / Math.Max(1, _counts[2 * Order]);

    /// <summary>BLEU of the corpus, 0 to 100.</summary>
    public double Score
    {
        get
        {
            if (_counts is null || _counts.AsSpan(0, Order).ContainsAnyInRange(double.NegativeInfinity, 0))
            {
                return 0;
            }

            var mean = Precisions.Average(Math.Log);
            return 100 * Math.Exp(mean + Math.Min(0, 1 - (1 / LengthRatio)));
        }
    }

    /// <summary>Counts one sentence.</summary>
    /// <typeparam name="T">A word.</typeparam>
    /// <param name="translation">Words of the translation.</param>
    /// <param name="reference">Words of the reference.</param>
    public static BleuCounts Of<T>(IReadOnlyList<T> translation, IReadOnlyList<T> reference)
        where T : notnull
    {
        var counts = new double[(2 * Order) + 1];
        for (var n = 1; n <= Order; n++)
        {
            var (own, other) = (Grams(translation, n), Grams(reference, n));
            counts[n - 1] = own.Sum(gram => Math.Min(gram.Value, other.GetValueOrDefault(gram.Key)));
            counts[Order + n - 1] = Math.Max(0, translation.Count - n + 1);
        }

        counts[2 * Order] = reference.Count;
        return new BleuCounts(counts);
    }

    /// <summary>Adds counts up.</summary>
    /// <param name="left">Some.</param>
    /// <param name="right">Others.</param>
    public static BleuCounts operator +(BleuCounts left, BleuCounts right) =>
        left._counts is null ? right : right._counts is null ? left : new BleuCounts([.. left._counts.Zip(right._counts, static (one, other) => one + other)]);

    /// <summary>Takes counts away.</summary>
    /// <param name="left">Some.</param>
    /// <param name="right">Those to be taken away.</param>
    public static BleuCounts operator -(BleuCounts left, BleuCounts right) =>
        left._counts is null || right._counts is null ? left : new BleuCounts([.. left._counts.Zip(right._counts, static (one, other) => one - other)]);

    private static Dictionary<string, int> Grams<T>(IReadOnlyList<T> words, int n)
        where T : notnull
    {
        Dictionary<string, int> grams = new(StringComparer.Ordinal);
        for (var at = 0; at + n <= words.Count; at++)
        {
            var gram = string.Join('\u001F', Enumerable.Range(at, n).Select(index => words[index]));
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }

        return grams;
    }
}
