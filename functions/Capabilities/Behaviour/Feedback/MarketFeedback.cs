namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What became of the lists of one market.</summary>
/// <param name="Market">The storefront.</param>
/// <param name="Lists">Lists shown.</param>
/// <param name="PositiveRate">Share of them from which something was clicked.</param>
/// <param name="Shown">Items shown.</param>
/// <param name="Clicked">Clicks on them.</param>
/// <param name="ClickThrough">Clicks for each item shown.</param>
public sealed record MarketFeedback(string Market, long Lists, double PositiveRate, long Shown, long Clicked, double ClickThrough);
