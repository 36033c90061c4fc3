using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Candidates of what visitors do in these hours.</summary>
internal static class LiveCandidates
{
    private const float HistoryDecay = 0.8f;
    private const float CoVisitationWeight = 0.5f;
    private const float TrendingWeight = 0.15f;
    private const int LatestItems = 6;
    private const int Links = 24;
    private const int TrendingItems = 60;

    // A few visits say little: weights at which half of a link's and of a trend's full score is given.
    private const double HalfLink = 4;
    private const double HalfTrend = 30;

    /// <summary>Adds candidates.</summary>
    /// <param name="live">The live signals.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="scratch">The request; its board gets the candidates.</param>
    /// <param name="ask">What is asked for.</param>
    public static void Collect(ILiveSignals live, CatalogueSnapshot catalogue, RequestScratch scratch, RecommendationAsk ask)
    {
        var history = scratch.Rules.Recent;
        var weight = CoVisitationWeight;
        for (var i = history.Count - 1; i >= Math.Max(0, history.Count - LatestItems); i--, weight *= HistoryDecay)
        {
            Add(live.CoVisited(catalogue[history[i]].Sku.Value, Links), weight, HalfLink, RecommendationSource.CoVisitationNow, history[i]);
        }

        Add(live.Trending(ask.Market, TrendingItems), TrendingWeight, HalfTrend, RecommendationSource.TrendingNow, -1);

        // Scaled to the strongest, and that by how much is behind it.
        void Add(IReadOnlyList<LiveItem> items, float most, double half, RecommendationSource source, int because)
        {
            for (var place = 0; place < items.Count; place++)
            {
                if (catalogue.TryFind(items[place].Sku, out var item))
                {
                    var share = items[place].Weight / (items[0].Weight + half);
                    scratch.Board.Add(item, most * (float)share, source, because);
                }
            }
        }
    }
}
