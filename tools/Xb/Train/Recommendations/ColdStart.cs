using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Lists for visitors, items and a market of which nothing is known, beside the market's own popularity.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="served">What is served.</param>
/// <param name="without">The same learnt without the market that is taken for a new one, and without its live signals.</param>
/// <param name="own">Signals of all markets, for their popularity.</param>
/// <param name="market">That market.</param>
/// <param name="newDays">Days for which an item counts as new.</param>
internal sealed class ColdStart(CatalogueSnapshot catalogue, Contender served, Contender without, BoundSignals own, CountryCode market, int newDays)
{
    private readonly List<(string Name, ListScores Served, ListScores Popular)> _rows = [];

    /// <summary>Who was measured, what they were served, and what popularity alone would have served them.</summary>
    public IReadOnlyList<(string Name, ListScores Served, ListScores Popular)> Rows => _rows;

    /// <summary>Measures a case of whoever it is.</summary>
    /// <param name="one">The case.</param>
    public void AddKnown(RecommendationCase one) => Add("all visitors", served, one);

    /// <summary>Measures a case, and what it would be in each cold start.</summary>
    /// <param name="one">The case.</param>
    public void Add(RecommendationCase one)
    {
        var stranger = one with { Ask = one.Ask with { History = CustomerHistory.None } };
        AddKnown(one);
        Add("new customers", served, stranger);
        if (catalogue[one.Target].Launched is { } launched && launched.AddDays(newDays) >= one.Ask.Day)
        {
            Add($"new items, {newDays} days", served, one);
        }

        if (one.Ask.Market == market)
        {
            Add($"{market} as a new market", without, one);
            Add($"{market}, new customers too", without, stranger);
        }
    }

    private void Add(string name, Contender contender, RecommendationCase one)
    {
        if (_rows.FindIndex(row => row.Name == name) is var at && at < 0)
        {
            at = _rows.Count;
            _rows.Add((name, new ListScores(), new ListScores()));
        }

        _rows[at].Served.Add([.. contender.Recommender.Recommend(catalogue, contender.Signals, one.Ask).Items.Select(static item => item.Item)], one.Target, one.Weight);
        _rows[at].Popular.Add(Popular(one.Ask), one.Target, one.Weight);
    }

    // The market's own trend, without what the visitor has seen.
    private int[] Popular(RecommendationAsk ask)
    {
        var known = ask.History.Recent.Concat(ask.History.Bought).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. own.TrendingIn(ask.Market).Select(static link => link.Item)
                .Where(item => catalogue[item].IsSold(ask.Market, ask.ShipTo, ask.Day) && !known.Contains(catalogue[item].Sku.Value))
                .Take(RecommendationReplay.Length),
        ];
    }
}
