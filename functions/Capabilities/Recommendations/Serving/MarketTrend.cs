namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What is looked at much in a market, and what its likes add to that. Immutable.</summary>
/// <param name="Own">The market's own trend, the most first, scaled to 1; empty where nothing is known of it.</param>
/// <param name="Others">The trend of the other markets, likewise.</param>
/// <param name="OwnShare">How much the first of the own trend counts against that of the others, in [0, 1]: the two shares add up to 1.</param>
public sealed record MarketTrend(SignalLink[] Own, SignalLink[] Others, float OwnShare);
