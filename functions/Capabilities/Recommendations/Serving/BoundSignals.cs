using System.Collections.Concurrent;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Signals and the sequence model by the numbers of a catalogue instead of their own. Items that the catalogue lacks are left out. Immutable.</summary>
public sealed class BoundSignals
{
    // Buyers of whom nothing is known, none of whom buys again.
    private const float PriorBuyers = 20;

    // A request may name any country.
    private const int MostMarkets = 300;

    // Signals of before that do not say what their weights amount to.
    private const float UnknownOwnShare = 0.65f;

    private readonly CatalogueSnapshot _catalogue;
    private readonly int[] _ownOf;
    private readonly SignalLink[][] _coVisitation;
    private readonly SignalLink[][] _linear;
    private readonly Dictionary<CountryCode, SignalLink[]> _trending;
    private readonly ConcurrentDictionary<CountryCode, MarketPopularity> _popularity = new();
    private readonly ConcurrentDictionary<CountryCode, MarketTrend> _trends = new();
    private readonly float[] _repeatRates;
    private readonly int[][] _popularOf;

    private BoundSignals(ItemSignals signals, CatalogueSnapshot catalogue, NextItemModel? nextItems, int[] ownOf, int[] numberOf)
    {
        (Signals, _catalogue, _ownOf) = (signals, catalogue, ownOf);
        SignalLink[] Bind(SignalLink[] links) => [.. links.Where(link => numberOf[link.Item] >= 0).Select(link => link with { Item = numberOf[link.Item] })];
        _coVisitation = [.. signals.CoVisitation.Select(Bind)];
        _linear = [.. signals.Linear.Select(Bind)];
        _trending = signals.Trending.ToDictionary(static entry => entry.Key, entry => Bind(entry.Value));
        Everywhere = Bind(signals.TrendingEverywhere);
        PopularityEverywhere = new MarketPopularity(catalogue, Everywhere);
        _repeatRates = RepeatRates(signals, catalogue, numberOf);
        _popularOf = [.. catalogue.Groups.Categories.Select(items => (int[])[.. items.OrderByDescending(item => PopularityEverywhere.Items[item])])];
        NextItems = nextItems is null ? null : BoundNextItems.Of(nextItems, catalogue);
    }

    /// <summary>The signals as they were learnt.</summary>
    public ItemSignals Signals { get; }

    /// <summary>Items of the catalogue by category and brand, as they were bound.</summary>
    public CatalogueGroups Groups => _catalogue.Groups;

    /// <summary>Items much looked at in all markets.</summary>
    public SignalLink[] Everywhere { get; }

    /// <summary>The sequence model; <see langword="null"/> for none.</summary>
    public BoundNextItems? NextItems { get; }

    /// <summary>Popularity in all markets.</summary>
    internal MarketPopularity PopularityEverywhere { get; }

    /// <summary>Binds signals to a catalogue.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="catalogue">The catalogue; items keep their numbers in later snapshots.</param>
    /// <param name="nextItems">The sequence model; <see langword="null"/> for none.</param>
    public static BoundSignals Of(ItemSignals signals, CatalogueSnapshot catalogue, NextItemModel? nextItems = null)
    {
        var ownOf = new int[catalogue.Count];
        Array.Fill(ownOf, -1);
        var numberOf = new int[signals.Skus.Count];
        for (var own = 0; own < numberOf.Length; own++)
        {
            numberOf[own] = catalogue.TryFind(signals.Skus[own], out var number) ? number : -1;
            if (numberOf[own] >= 0)
            {
                ownOf[number] = own;
            }
        }

        return new BoundSignals(signals, catalogue, nextItems, ownOf, numberOf);
    }

    /// <summary>Co-visitation links of an item, the best first.</summary>
    /// <param name="item">Number in the catalogue.</param>
    public SignalLink[] CoVisitationOf(int item) => Of(_coVisitation, item);

    /// <summary>Links of the linear model, the best first.</summary>
    /// <param name="item">Number in the catalogue.</param>
    public SignalLink[] LinearOf(int item) => Of(_linear, item);

    /// <summary>Items much looked at in a market; empty for one of which nothing is known.</summary>
    /// <param name="market">The market.</param>
    public SignalLink[] TrendingIn(CountryCode market) => _trending.GetValueOrDefault(market, []);

    /// <summary>What is looked at much in a market, with what is carried over from the others.</summary>
    /// <param name="market">The market; one of which nothing is known has the others' trend alone.</param>
    public MarketTrend TrendOf(CountryCode market) => _trends.TryGetValue(market, out var trend) ? trend
        : _trends.Count >= MostMarkets ? Carry(market) : _trends.GetOrAdd(market, Carry);

    /// <summary>Items of a category, the most popular first, then the newest.</summary>
    /// <param name="category">Index of the category in the groups of the catalogue that was bound.</param>
    public ReadOnlySpan<int> PopularOf(int category) => category < _popularOf.Length ? _popularOf[category] : [];

    /// <summary>Share of the buyers of an item of a category who bought it again.</summary>
    /// <param name="category">Index of the category.</param>
    public float RepeatRateOf(int category) => category < _repeatRates.Length ? _repeatRates[category] : 0;

    /// <summary>Popularity in a market; that of all markets where nothing is known of it.</summary>
    /// <param name="market">The market.</param>
    internal MarketPopularity PopularityIn(CountryCode market) => !_trending.TryGetValue(market, out var trend) || trend.Length == 0
        ? PopularityEverywhere
        : _popularity.GetOrAdd(market, static (_, state) => new MarketPopularity(state._catalogue, state.trend), (_catalogue, trend));

    private MarketTrend Carry(CountryCode market)
    {
        var (own, level) = (TrendingIn(market), Signals.TrendLevels.GetValueOrDefault(market));
        var (others, otherLevel) = Signals.CarryOver.LikenessWeight > 1 ? OthersOf(market) : (Everywhere, Signals.TrendLevelEverywhere);
        if (own.Length == 0 || others.Length == 0)
        {
            return new MarketTrend(own, others, own.Length == 0 ? 0 : 1);
        }

        // The smoothed share of an item is believed * own + (1 - believed) * others; trends are scaled to 1 at their first.
        var believed = level.Volume / (level.Volume + Signals.CarryOver.PriorWeight);
        var (first, second) = (believed * level.TopShare, (1 - believed) * otherLevel.TopShare);
        return new MarketTrend(own, others, first + second > 0 ? (float)(first / (first + second)) : UnknownOwnShare);
    }

    // As they were learnt, the more alike the more.
    private (SignalLink[] Links, TrendLevel Level) OthersOf(CountryCode market)
    {
        var (sums, volume) = (new Dictionary<int, double>(), 0.0);
        foreach (var (other, links) in _trending)
        {
            var like = other == market ? 0 : 1 + ((Signals.CarryOver.LikenessWeight - 1) * MarketLikeness.Between(market, other));
            var level = Signals.TrendLevels.GetValueOrDefault(other);
            volume += like * level.Volume;
            foreach (var link in links)
            {
                sums[link.Item] = sums.GetValueOrDefault(link.Item) + (like * level.Top * link.Weight);
            }
        }

        var top = sums.Count == 0 ? 0 : sums.Values.Max();
        return top > 0
            ? ([.. sums.OrderByDescending(static sum => sum.Value).ThenBy(static sum => sum.Key).Select(sum => new SignalLink(sum.Key, (float)(sum.Value / top)))], new TrendLevel(volume, top))
            : (Everywhere, Signals.TrendLevelEverywhere);
    }

    private static float[] RepeatRates(ItemSignals signals, CatalogueSnapshot catalogue, int[] numberOf)
    {
        var (buyers, again) = (new float[catalogue.Groups.Categories.Count], new float[catalogue.Groups.Categories.Count]);
        for (var own = 0; own < Math.Min(signals.Buyers.Count, numberOf.Length); own++)
        {
            if (numberOf[own] >= 0)
            {
                var category = catalogue.Groups.CategoryOf(numberOf[own]);
                buyers[category] += signals.Buyers[own];
                again[category] += signals.BuyersAgain[own];
            }
        }

        return [.. again.Select((count, category) => count / (buyers[category] + PriorBuyers))];
    }

    private SignalLink[] Of(SignalLink[][] links, int item) => item < _ownOf.Length && _ownOf[item] is var own && own >= 0 && own < links.Length ? links[own] : [];
}
