using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>The first stage: what each source gives to which items.</summary>
internal static class CandidateSources
{
    private const float HistoryDecay = 0.8f;
    private const float CoVisitationWeight = 1f;
    private const float LinearWeight = 0.8f;
    private const float SequenceWeight = 1f;
    private const float NewWeight = 0.25f;
    private const float CategoryWeight = 0.1f;
    private const float TrendingWeight = 0.23f;
    private const int NewOfGroup = 10;
    private const int PopularOfCategory = 30;
    private const int TrendingItems = 80;

    // The thirteenth latest item weighs a fifteenth of the latest; what it leads to does not change a list.
    private const int LatestItems = 12;

    /// <summary>Collects candidates.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="signals">Signals bound to it.</param>
    /// <param name="scratch">Rules and the sequence model's scores of the request; its board gets the candidates.</param>
    /// <param name="ask">What is asked for.</param>
    /// <param name="newDays">Days for which an item counts as new.</param>
    public static void Collect(CatalogueSnapshot catalogue, BoundSignals signals, RequestScratch scratch, RecommendationAsk ask, int newDays)
    {
        var (history, board) = (scratch.Rules.Recent, scratch.Board);
        var groups = catalogue.Groups;
        var weight = 1f;
        for (var i = history.Count - 1; i >= Math.Max(0, history.Count - LatestItems); i--, weight *= HistoryDecay)
        {
            var item = history[i];
            foreach (var link in signals.CoVisitationOf(item))
            {
                board.Add(link.Item, CoVisitationWeight * weight * link.Weight, RecommendationSource.CoVisitation, item);
            }

            foreach (var link in signals.LinearOf(item))
            {
                board.Add(link.Item, LinearWeight * weight * link.Weight, RecommendationSource.Linear, item);
            }

            // Groups reach far: the latest items are enough.
            if (history.Count - i <= 5)
            {
                var category = groups.Categories[groups.CategoryOf(item)];
                AddGroup(catalogue, category, weight, item, ask.Day, newDays, board);
                if (groups.BrandOf(item) is var brand and >= 0)
                {
                    AddGroup(catalogue, groups.Brands[brand], weight * 0.5f, item, ask.Day, newDays, board);
                }

                var popular = signals.PopularOf(groups.CategoryOf(item));
                for (var place = 0; place < Math.Min(PopularOfCategory, popular.Length); place++)
                {
                    board.Add(popular[place], CategoryWeight * weight / (1 + (0.1f * place)), RecommendationSource.Category, item);
                }
            }
        }

        foreach (var (item, score) in scratch.NextItems.Best)
        {
            board.Add(item, SequenceWeight * score, RecommendationSource.Sequence, history[^1]);
        }

        var trend = signals.TrendOf(ask.Market);
        Add(board, trend.Own, TrendingWeight * trend.OwnShare, RecommendationSource.Trending);
        Add(board, trend.Others, TrendingWeight * (1 - trend.OwnShare), RecommendationSource.OtherMarkets);
    }

    private static void Add(CandidateBoard board, SignalLink[] links, float weight, RecommendationSource source)
    {
        foreach (var link in links.AsSpan(0, Math.Min(TrendingItems, links.Length)))
        {
            board.Add(link.Item, weight * link.Weight, source, -1);
        }
    }

    // Groups have the newest first.
    private static void AddGroup(
        CatalogueSnapshot catalogue, int[] group, float weight, int because, DateOnly day, int newDays, CandidateBoard board)
    {
        var taken = 0;
        foreach (var item in group)
        {
            if (catalogue[item].Launched is not { } launched || launched.DayNumber + newDays < day.DayNumber || taken == NewOfGroup)
            {
                return;
            }

            if (launched <= day)
            {
                taken++;
                board.Add(item, NewWeight * weight, RecommendationSource.New, because);
            }
        }
    }
}
