namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Adds up what became of lists: in all, by source and by market. Not thread-safe.</summary>
public sealed class FeedbackSums
{
    private readonly PositionCounts _all = new();
    private readonly SortedDictionary<string, PositionCounts> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PositionCounts> _markets = new(StringComparer.Ordinal);

    /// <summary>Adds a list.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="list">The list.</param>
    public void Add(string market, ShownList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        foreach (var sum in Of(market, list.Source))
        {
            sum.Add(list);
        }
    }

    /// <summary>The sums.</summary>
    /// <param name="from">Beginning of what was added.</param>
    /// <param name="to">Its end.</param>
    /// <param name="items">Different items shown.</param>
    /// <param name="products">Items of the catalogue; null where that is not known.</param>
    public OnlineFeedback ToFeedback(DateTimeOffset from, DateTimeOffset to, long items, int? products)
    {
        var all = _all.ToFeedback("");
        return new OnlineFeedback(
            from,
            to,
            all.Lists,
            all.PositiveRate,
            all.Shown,
            all.Clicked,
            all.ClickThrough,
            items,
            products is > 0 ? Math.Min(1, Math.Round((double)items / products.Value, 4)) : null,
            [.. _sources.Select(static source => source.Value.ToFeedback(source.Key)).OrderByDescending(static source => source.Lists)],
            all.Positions,
            [.. _markets.Select(static one => (one.Key, Sum: one.Value.ToFeedback("")))
                .Select(static one => new MarketFeedback(one.Key, one.Sum.Lists, one.Sum.PositiveRate, one.Sum.Shown, one.Sum.Clicked, one.Sum.ClickThrough))
                .OrderByDescending(static market => market.Lists)]);
    }

    /// <summary>Adds a row of the read model.</summary>
    internal void Add(string market, string source, long lists, long listsClicked, long unplaced, string positions)
    {
        foreach (var sum in Of(market, source))
        {
            sum.Add(lists, listsClicked, unplaced, positions);
        }
    }

    private PositionCounts[] Of(string market, string source) => [_all, Of(_sources, source), Of(_markets, market)];

    private static PositionCounts Of(SortedDictionary<string, PositionCounts> sums, string key)
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums.Add(key, sum = new PositionCounts());
        }

        return sum;
    }
}
