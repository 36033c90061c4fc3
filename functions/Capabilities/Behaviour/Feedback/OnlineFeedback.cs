namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What became of the recommendations of all markets.</summary>
/// <param name="From">Beginning of the days that were added up, UTC.</param>
/// <param name="To">Their end.</param>
/// <param name="Lists">Lists shown.</param>
/// <param name="PositiveRate">Share of them from which something was clicked, in [0, 1] where every click's list was told of.</param>
/// <param name="Shown">Items shown.</param>
/// <param name="Clicked">Clicks on them.</param>
/// <param name="ClickThrough">Clicks for each item shown.</param>
/// <param name="ItemsShown">Different items shown, estimated within about 3 %.</param>
/// <param name="Coverage">Their share of the catalogue, at most 1; null where the catalogue is not known.</param>
/// <param name="Sources">By place on the page, each with its positions, the one with most lists first.</param>
/// <param name="Positions">By position in the list, the first first.</param>
/// <param name="Markets">By market, the one with most lists first.</param>
public sealed record OnlineFeedback(
    DateTimeOffset From,
    DateTimeOffset To,
    long Lists,
    double PositiveRate,
    long Shown,
    long Clicked,
    double ClickThrough,
    long ItemsShown,
    double? Coverage,
    IReadOnlyList<SourceFeedback> Sources,
    IReadOnlyList<PositionFeedback> Positions,
    IReadOnlyList<MarketFeedback> Markets);
