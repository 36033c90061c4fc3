namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What became of the lists at one place of the storefront.</summary>
/// <param name="Source">The place, such as <c>home</c>.</param>
/// <param name="Lists">Lists shown.</param>
/// <param name="PositiveRate">Share of them from which something was clicked.</param>
/// <param name="Shown">Items shown.</param>
/// <param name="Clicked">Clicks on them.</param>
/// <param name="ClickThrough">Clicks for each item shown.</param>
/// <param name="Positions">By position, the first first.</param>
public sealed record SourceFeedback(
    string Source, long Lists, double PositiveRate, long Shown, long Clicked, double ClickThrough, IReadOnlyList<PositionFeedback> Positions);
