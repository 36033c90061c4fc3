namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Where a recommended item comes from.</summary>
public enum RecommendationSource
{
    /// <summary>Seen by others near an item of the history.</summary>
    CoVisitation,

    /// <summary>The linear item-item model.</summary>
    Linear,

    /// <summary>The sequence model's next item.</summary>
    Sequence,

    /// <summary>Seen by others near an item of the history in these days, as the stream counts it.</summary>
    CoVisitationNow,

    /// <summary>New in a category or of a brand of the history.</summary>
    New,

    /// <summary>Of a category of the history.</summary>
    Category,

    /// <summary>Much looked at in the market, as learnt.</summary>
    Trending,

    /// <summary>Much looked at in the market in these hours, as the stream counts it.</summary>
    TrendingNow,

    /// <summary>Much looked at in other markets, where the market's own behaviour is not known.</summary>
    OtherMarkets,

    /// <summary>The newest of the catalogue, where nothing else is known. Fills lists; no candidate has it.</summary>
    Newest,
}
