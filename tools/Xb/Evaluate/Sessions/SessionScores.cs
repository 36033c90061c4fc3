namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>How well lists rank one wanted item each.</summary>
/// <param name="P10">Share of lists with the item among the first 10, in percent.</param>
/// <param name="P20">The same for 20.</param>
/// <param name="Mrr10">Mean of 1 / rank where the rank is 10 or better, else 0, in percent.</param>
/// <param name="Mrr20">The same for 20.</param>
internal sealed record SessionScores(double P10, double P20, double Mrr10, double Mrr20)
{
    /// <summary>Rates lists.</summary>
    /// <param name="lists">Items of each list, best first.</param>
    /// <param name="targets">The wanted item of each list.</param>
    public static SessionScores Of(IReadOnlyList<int[]> lists, IReadOnlyList<int> targets)
    {
        var (p10, p20, mrr10, mrr20) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < lists.Count; i++)
        {
            var place = Array.IndexOf(lists[i], targets[i]);
            if (place is >= 0 and < 10)
            {
                p10++;
                mrr10 += 1.0 / (place + 1);
            }

            if (place is >= 0 and < 20)
            {
                p20++;
                mrr20 += 1.0 / (place + 1);
            }
        }

        var share = 100.0 / Math.Max(1, lists.Count);
        return new SessionScores(p10 * share, p20 * share, mrr10 * share, mrr20 * share);
    }
}
