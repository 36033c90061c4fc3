namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>
/// What the ranker knows of a candidate: the one declaration that training and serving read. The order is that of a row; a change makes older models
/// be refused.
/// </summary>
public enum RankerColumn
{
    /// <summary>What co-visitation gives, weights of the history included; 0 for nothing. Likewise the next eight.</summary>
    CoVisitation,

    /// <summary>What the linear item-item model gives.</summary>
    Linear,

    /// <summary>What the sequence model gives to its best candidates.</summary>
    Sequence,

    /// <summary>What co-visitation of these days gives.</summary>
    CoVisitationNow,

    /// <summary>What being new in a category or of a brand gives.</summary>
    New,

    /// <summary>What the category gives.</summary>
    Category,

    /// <summary>What the market's trend gives.</summary>
    Trending,

    /// <summary>What the market's trend of these hours gives.</summary>
    TrendingNow,

    /// <summary>What the trend of all markets gives.</summary>
    OtherMarkets,

    /// <summary>Sum of the nine.</summary>
    Blend,

    /// <summary>Log-probability by the sequence model, less that of its best item on the shelf; missing where it knows history or item not.</summary>
    SequenceLogRatio,

    /// <summary>Popularity in the market, 1 for its most popular item.</summary>
    Popularity,

    /// <summary>Popularity in all markets, likewise.</summary>
    PopularityEverywhere,

    /// <summary>Popularity in all markets over that of the category's most popular item.</summary>
    PopularityInCategory,

    /// <summary>Popularity of the category, 1 for the most popular one.</summary>
    CategoryPopularity,

    /// <summary>Base-2 logarithm of the price over the storefront's mean.</summary>
    PriceLevel,

    /// <summary>Price level less the mean one of the history.</summary>
    PriceStep,

    /// <summary>Distance of the price level from the mean one of the history.</summary>
    PriceDistance,

    /// <summary>Days since the launch, at most 1,000; missing where it is not known.</summary>
    AgeDays,

    /// <summary>Base-2 logarithm of pieces in stock and one; missing where stock is not counted.</summary>
    Stock,

    /// <summary>Share of the history of the same category, later items weighing more.</summary>
    CategoryOfHistory,

    /// <summary>Share of the history of the same brand, likewise.</summary>
    BrandOfHistory,

    /// <summary>Whether the category is that of the item viewed last.</summary>
    IsLastCategory,

    /// <summary>Whether the brand is that of the item viewed last.</summary>
    IsLastBrand,

    /// <summary>Interest of the customer's profile in the category.</summary>
    CategoryInterest,

    /// <summary>Interest of the customer's profile in the brand.</summary>
    BrandInterest,

    /// <summary>Items of the history.</summary>
    HistoryItems,

    /// <summary>Items of the session that is going on.</summary>
    SessionItems,

    /// <summary>Hours since the last item was seen; missing where that is not known.</summary>
    HoursSinceLast,

    /// <summary>Orders of the customer.</summary>
    Orders,

    /// <summary>Hour of the day, UTC; missing where it is not known.</summary>
    Hour,

    /// <summary>The market, a number from its code.</summary>
    Market,

    /// <summary>Items of which the market's own trend is known.</summary>
    MarketItems,
}
