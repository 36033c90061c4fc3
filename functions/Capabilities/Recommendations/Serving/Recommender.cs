using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// Recommends: candidates of all sources, rules, diversity, and then what fills the list: the market's trend, the trend elsewhere, the newest of the
/// catalogue. A list is empty only where nothing at all can be sold and delivered. Thread-safe.
/// </summary>
/// <param name="options">Shares and weights.</param>
public sealed class Recommender(RecommendationOptions options)
{
    [ThreadStatic]
    private static CandidateBoard? _board;

    /// <summary>Recommends items.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="ask">What is asked for.</param>
    public RecommendationList Recommend(CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask)
    {
        var rules = new ItemRules(catalogue, ask);
        var board = _board ??= new CandidateBoard();
        board.Clear();
        CandidateSources.Collect(catalogue, signals, rules.Recent, ask, options.NewDays, board);
        var wanted = ask.Offset + ask.Count;
        var candidates = board.Sorted(rules.IsListed);
        var list = DiverseSelection.Select(catalogue, candidates, wanted, ask.Day, options, ask.Category is null);
        Fill(catalogue, signals, ask, rules.IsListed, list, wanted);
        if (list.Count < wanted)
        {
            // What was just shown is better than nothing, and so is what was bought or looked at.
            Fill(catalogue, signals, ask, rules.IsSold, list, wanted);
        }

        var isWidened = list.Count == 0 && ask.Category is not null;
        return isWidened
            ? Recommend(catalogue, signals, ask with { Category = null }) with { IsCategoryWidened = true }
            : new RecommendationList([.. list.Skip(PageStart(list.Count, ask)).Take(ask.Count)], false);
    }

    /// <summary>Ranks given items for a customer or session.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="ask">What is asked for; count and offset do not matter.</param>
    /// <param name="items">Numbers of the items.</param>
    /// <returns>Those that can be sold and delivered, best first; equal ones in the given order.</returns>
    public IReadOnlyList<RecommendedItem> Rank(CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask, IReadOnlyList<int> items)
    {
        var rules = new ItemRules(catalogue, ask);
        var board = _board ??= new CandidateBoard();
        board.Clear();
        CandidateSources.Collect(catalogue, signals, rules.Recent, ask, options.NewDays, board);
        var scored = board.Sorted(rules.IsSold).ToDictionary(static item => item.Item);
        return
        [
            .. items.Where(rules.IsSold).Distinct()
                .Select(item => scored.TryGetValue(item, out var found) ? found : new RecommendedItem(item, 0, RecommendationSource.Newest, -1))
                .OrderByDescending(static item => item.Score),
        ];
    }

    // A page beyond the end is the last page: an empty list would end a shelf that the shop must fill.
    private static int PageStart(int count, RecommendationAsk ask) => ask.Offset < count ? ask.Offset : Math.Max(0, count - ask.Count);

    private static void Fill(
        CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask, Func<int, bool> isAllowed, List<RecommendedItem> list, int wanted)
    {
        if (list.Count >= wanted)
        {
            return;
        }

        HashSet<int> listed = [.. list.Select(static item => item.Item)];
        void Take(int item, RecommendationSource source)
        {
            if (list.Count < wanted && !listed.Contains(item) && isAllowed(item))
            {
                listed.Add(item);
                list.Add(new RecommendedItem(item, 0, source, -1));
            }
        }

        foreach (var link in signals.TrendingIn(ask.Market))
        {
            Take(link.Item, RecommendationSource.Trending);
        }

        foreach (var link in signals.Everywhere)
        {
            Take(link.Item, RecommendationSource.OtherMarkets);
        }

        foreach (var item in (ask.Category is { } path ? catalogue.Groups.Under(path) : catalogue.Groups.Newest) ?? [])
        {
            if (list.Count >= wanted)
            {
                return;
            }

            Take(item, RecommendationSource.Newest);
        }
    }
}
