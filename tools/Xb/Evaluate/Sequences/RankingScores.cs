namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>How well lists rank one wanted item each.</summary>
/// <param name="Hr5">Share of lists with the item among the first 5.</param>
/// <param name="Hr10">Share of lists with the item among the first 10.</param>
/// <param name="Hr20">Share of lists with the item among the first 20.</param>
/// <param name="Ndcg5">Mean of 1 / log2(rank + 1) where the rank is 5 or better, else 0.</param>
/// <param name="Ndcg10">The same for 10.</param>
/// <param name="Ndcg20">The same for 20.</param>
internal sealed record RankingScores(double Hr5, double Hr10, double Hr20, double Ndcg5, double Ndcg10, double Ndcg20)
{
    /// <summary>Rates lists.</summary>
    /// <param name="lists">Items of each list, best first.</param>
    /// <param name="targets">The wanted item of each list.</param>
    public static RankingScores Of(IReadOnlyList<int[]> lists, IReadOnlyList<int> targets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lists.Count, targets.Count, nameof(lists));
        int[] cuts = [5, 10, 20];
        var (hits, gains) = (new double[3], new double[3]);
        for (var i = 0; i < lists.Count; i++)
        {
            var place = Array.IndexOf(lists[i], targets[i]);
            for (var cut = 0; cut < cuts.Length; cut++)
            {
                if (place >= 0 && place < cuts[cut])
                {
                    hits[cut]++;
                    gains[cut] += 1 / Math.Log2(place + 2);
                }
            }
        }

        double n = Math.Max(1, lists.Count);
        return new RankingScores(hits[0] / n, hits[1] / n, hits[2] / n, gains[0] / n, gains[1] / n, gains[2] / n);
    }
}
