using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// Recommends: candidates of all sources, rules, the ranker where there is one, diversity, and then what fills the list: the market's trend, the trend
/// elsewhere, the newest of the catalogue. A list is empty only where nothing at all can be sold and delivered. Thread-safe.
/// </summary>
/// <param name="options">Shares and weights.</param>
/// <param name="ranker">Scores candidates; <see langword="null"/> leaves them to the weights of their sources.</param>
/// <param name="live">What visitors do in these hours; <see langword="null"/> where nobody counts it.</param>
public sealed class Recommender(RecommendationOptions options, IItemRanker? ranker = null, ILiveSignals? live = null)
{
    private readonly Shelves _shelves = new();

    /// <summary>Recommends items.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="ask">What is asked for.</param>
    public RecommendationList Recommend(CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask)
    {
        var scratch = Collect(catalogue, signals, ask);
        scratch.Board.Sort(scratch.Rules, scratch.Sorted);
        CandidateRanking.Rank(scratch, IsKnown(scratch, ask) ? ranker : null);
        var wanted = ask.Offset + ask.Count;
        var list = scratch.Selection.Select(catalogue, scratch.Sorted, wanted, ask.Day, options, ask.Category is null);
        if (list.Count < wanted)
        {
            ListFill.Fill(catalogue, signals, ask, scratch.Rules.IsListed, list, wanted);
        }

        if (list.Count < wanted)
        {
            // What was just shown is better than nothing, and so is what was bought or looked at.
            ListFill.Fill(catalogue, signals, ask, scratch.Rules.IsSold, list, wanted);
        }

        var isWidened = list.Count == 0 && ask.Category is not null;
        return isWidened
            ? Recommend(catalogue, signals, ask with { Category = null }) with { IsCategoryWidened = true }
            : new RecommendationList(list.Slice(PageStart(list.Count, ask), Math.Min(ask.Count, list.Count - PageStart(list.Count, ask))), false);
    }

    /// <summary>Ranks given items for a customer or session.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="ask">What is asked for; count and offset do not matter.</param>
    /// <param name="items">Numbers of the items.</param>
    /// <returns>Those that can be sold and delivered, best first; equal ones in the given order.</returns>
    public IReadOnlyList<RecommendedItem> Rank(CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask, IReadOnlyList<int> items)
    {
        var scratch = Collect(catalogue, signals, ask);
        List<RecommendedItem> sold = [.. items.Where(scratch.Rules.IsSold).Distinct().Select(scratch.Board.Find).OrderByDescending(static item => item.Score)];
        CandidateRanking.RankAll(scratch, sold, IsKnown(scratch, ask) ? ranker : null);
        return sold;
    }

    /// <summary>The candidates of a request as the ranker sees them, best first by the weights of their sources.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="ask">What is asked for.</param>
    /// <returns>Numbers of at most <see cref="CandidateRanking.Ranked"/> items and their rows, shape <c>[items, RankerColumns.Width]</c>.</returns>
    public (int[] Items, float[] Rows) Candidates(CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask)
    {
        var scratch = Collect(catalogue, signals, ask);
        scratch.Board.Sort(scratch.Rules, scratch.Sorted);
        var count = Math.Min(CandidateRanking.Ranked, scratch.Sorted.Count);
        return ([.. scratch.Sorted.Take(count).Select(static item => item.Item)], scratch.Rows.Write(scratch, scratch.Sorted, count).ToArray());
    }

    private RequestScratch Collect(CatalogueSnapshot catalogue, BoundSignals signals, RecommendationAsk ask)
    {
        var scratch = RequestScratch.Own;
        var shelf = _shelves.Of(catalogue, ask);
        scratch.Rules.Read(shelf, signals, ask, options);
        scratch.Board.Clear(catalogue.Count);
        scratch.NextItems.Score(signals.NextItems, scratch.Rules.Recent, shelf);
        CandidateSources.Collect(catalogue, signals, scratch, ask, options.NewDays);
        if (live is not null)
        {
            LiveCandidates.Collect(live, catalogue, scratch, ask);
        }

        scratch.Rows.Begin(shelf, signals, scratch.Rules, ask);
        return scratch;
    }

    // Of a stranger there is nothing to rank by but popularity, of which the trends are the better estimate.
    private static bool IsKnown(RequestScratch scratch, RecommendationAsk ask) => scratch.Rules.Recent.Count > 0 || ask.History.Categories.Count > 0;

    // A page beyond the end is the last page: an empty list would end a shelf that the shop must fill.
    private static int PageStart(int count, RecommendationAsk ask) => ask.Offset < count ? ask.Offset : Math.Max(0, count - ask.Count);
}
