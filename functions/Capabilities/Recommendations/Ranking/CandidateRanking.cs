using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>The second stage: puts candidates in the order of the ranker, where there is one.</summary>
public static class CandidateRanking
{
    /// <summary>Candidates that are ranked, the best by the weights of their sources; the others follow in their order.</summary>
    public const int Ranked = 128;

    [ThreadStatic]
    private static float[]? _scores;

    /// <summary>Ranks the best of a request's candidates in one batch.</summary>
    /// <param name="scratch">The request; its sorted candidates change order.</param>
    /// <param name="ranker">The ranker, if any.</param>
    internal static void Rank(RequestScratch scratch, IItemRanker? ranker)
    {
        var items = scratch.Sorted;
        var count = Math.Min(Ranked, items.Count);
        if (count == 0 || ranker is null)
        {
            return;
        }

        var edge = items[count - 1].Score;
        if (!TryRank(scratch, items, count, ranker))
        {
            return;
        }

        // The others keep their order, below the last that was ranked.
        var least = items[count - 1].Score;
        for (var i = count; i < items.Count; i++)
        {
            items[i] = items[i] with { Score = least * items[i].Score / Math.Max(edge, float.Epsilon) };
        }
    }

    /// <summary>Ranks given items, whether they are candidates or not.</summary>
    /// <param name="scratch">The request.</param>
    /// <param name="items">The items; they change order.</param>
    /// <param name="ranker">The ranker, if any.</param>
    internal static void RankAll(RequestScratch scratch, List<RecommendedItem> items, IItemRanker? ranker)
    {
        if (items.Count > 0 && ranker is not null)
        {
            TryRank(scratch, items, items.Count, ranker);
        }
    }

    private static bool TryRank(RequestScratch scratch, List<RecommendedItem> items, int count, IItemRanker ranker)
    {
        var scores = _scores is { } own && own.Length >= count ? own : _scores = new float[Math.Max(Ranked, count)];
        if (!ranker.TryScore(scratch.Rows.Write(scratch, items, count), scores.AsSpan(0, count)))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            items[i] = items[i] with { Score = scores[i] };
        }

        // Of equal scores the one that the sources put first stays first.
        var ranked = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)[..count];
        for (var i = 1; i < count; i++)
        {
            var item = ranked[i];
            var at = i;
            while (at > 0 && ranked[at - 1].Score < item.Score)
            {
                ranked[at] = ranked[--at];
            }

            ranked[at] = item;
        }

        return true;
    }
}
