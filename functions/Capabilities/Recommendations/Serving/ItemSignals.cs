using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// What was learnt of items from behaviour: links of two kinds, each list the best first and scaled to 1, and what is looked at much in each market.
/// Items are numbers into <see cref="Skus"/>. Immutable.
/// </summary>
public sealed class ItemSignals
{
    /// <summary>Links kept of an item and kind.</summary>
    public const int MostLinks = 40;

    /// <summary>Items kept of a market.</summary>
    public const int MostTrending = 500;

    /// <summary>Items kept of all markets: popularity is known of many.</summary>
    public const int MostTrendingEverywhere = 5_000;

    /// <summary>Nothing learnt.</summary>
    public static ItemSignals None { get; } = new();

    /// <summary>Version, such as the time of learning; empty for nothing.</summary>
    public string Version { get; init; } = "";

    /// <summary>The items.</summary>
    public IReadOnlyList<string> Skus { get; init; } = [];

    /// <summary>Co-visitation links of each item.</summary>
    public IReadOnlyList<SignalLink[]> CoVisitation { get; init; } = [];

    /// <summary>Links of the linear item-item model.</summary>
    public IReadOnlyList<SignalLink[]> Linear { get; init; } = [];

    /// <summary>Items much looked at, by market, the most first, scaled to 1.</summary>
    public IReadOnlyDictionary<CountryCode, SignalLink[]> Trending { get; init; } = new Dictionary<CountryCode, SignalLink[]>();

    /// <summary>Items much looked at in all markets.</summary>
    public SignalLink[] TrendingEverywhere { get; init; } = [];

    /// <summary>What the weights of <see cref="Trending"/> amount to, by market.</summary>
    public IReadOnlyDictionary<CountryCode, TrendLevel> TrendLevels { get; init; } = new Dictionary<CountryCode, TrendLevel>();

    /// <summary>What the weights of <see cref="TrendingEverywhere"/> amount to.</summary>
    public TrendLevel TrendLevelEverywhere { get; init; }

    /// <summary>How far a market's own trend is believed against the others'.</summary>
    public TrendCarryOver CarryOver { get; init; } = TrendCarryOver.Default;

    /// <summary>Visitors who bought each item.</summary>
    public IReadOnlyList<int> Buyers { get; init; } = [];

    /// <summary>Those of them who bought it again, in another order.</summary>
    public IReadOnlyList<int> BuyersAgain { get; init; } = [];

    /// <summary>The same with no market's own trend, as a market sees it in which nothing was learnt.</summary>
    public ItemSignals WithoutMarkets() => new()
    {
        Version = Version,
        Skus = Skus,
        CoVisitation = CoVisitation,
        Linear = Linear,
        TrendingEverywhere = TrendingEverywhere,
        TrendLevelEverywhere = TrendLevelEverywhere,
        Buyers = Buyers,
        BuyersAgain = BuyersAgain,
    };
}
