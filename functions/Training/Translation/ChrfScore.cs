namespace XbFunctions.Training.Translation;

/// <summary>chrF2 of a corpus: character n-grams of 1 to 6 without blanks, β = 2, averaged over the orders (Popović 2015; Post's sacreBLEU).</summary>
public static class ChrfScore
{
    private const int Order = 6;
    private const double BetaSquared = 4;

    /// <summary>Scores a corpus.</summary>
    /// <param name="pairs">Translations and references.</param>
    /// <returns>0 to 100.</returns>
    public static double Of(IEnumerable<(string Translation, string Reference)> pairs)
    {
        var (matches, own, other) = (new double[Order], new double[Order], new double[Order]);
        foreach (var (translation, reference) in pairs)
        {
            for (var n = 1; n <= Order; n++)
            {
                var (left, right) = (Grams(translation, n), Grams(reference, n));
                matches[n - 1] += left.Sum(gram => Math.Min(gram.Value, right.GetValueOrDefault(gram.Key)));
                own[n - 1] += left.Values.Sum();
                other[n - 1] += right.Values.Sum();
            }
        }

        var (sum, orders) = (0.0, 0);
        for (var n = 0; n < Order; n++)
        {
            if (own[n] > 0 && other[n] > 0)
            {
                var (precision, recall) = (matches[n] / own[n], matches[n] / other[n]);
                sum += precision + recall > 0 ? (1 + BetaSquared) * precision * recall / ((BetaSquared * precision) + recall) : 0;
                orders++;
            }
        }

        return orders == 0 ? 0 : 100 * sum / orders;
    }

    private static Dictionary<string, int> Grams(string text, int n)
    {
        var letters = string.Concat(text.Where(static letter => !char.IsWhiteSpace(letter)));
        Dictionary<string, int> grams = new(StringComparer.Ordinal);
        for (var at = 0; at + n <= letters.Length; at++)
        {
            var gram = letters.Substring(at, n);
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }

        return grams;
    }
}
