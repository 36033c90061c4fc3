using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Fills a list that the candidates left short: the market's trend, the trend elsewhere, the newest of the catalogue.</summary>
internal static class ListFill
{
    /// <summary>Fills.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="ask">What is asked for.</param>
    /// <param name="isAllowed">Which items may be listed.</param>
    /// <param name="list">The list.</param>
    /// <param name="wanted">Its length at most.</param>
    public static void Fill(
        CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask, Func<int, bool> isAllowed, List<RecommendedItem> list, int wanted)
    {
        HashSet<int> listed = [];
        foreach (var item in list)
        {
            listed.Add(item.Item);
        }

        var trend = signals.TrendOf(ask.Market);
        Take(trend.Own, RecommendationSource.Trending);
        Take(trend.Others, RecommendationSource.OtherMarkets);
        Take(signals.Everywhere, RecommendationSource.OtherMarkets);
        foreach (var item in (ask.Category is { } path ? catalogue.Groups.Under(path) : catalogue.Groups.Newest) ?? [])
        {
            if (list.Count >= wanted)
            {
                return;
            }

            Add(item, RecommendationSource.Newest);
        }

        void Take(SignalLink[] links, RecommendationSource source)
        {
            foreach (var link in links)
            {
                Add(link.Item, source);
            }
        }

        void Add(int item, RecommendationSource source)
        {
            if (list.Count < wanted && isAllowed(item) && listed.Add(item))
            {
                list.Add(new RecommendedItem(item, 0, source, -1));
            }
        }
    }
}
