namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What became of the items at one position of the lists.</summary>
/// <param name="Position">From 0; 31 holds all behind it, too.</param>
/// <param name="Shown">Items shown there.</param>
/// <param name="Clicked">Clicks on them.</param>
/// <param name="ClickThrough">Clicks for each item shown; 0 where none was.</param>
public sealed record PositionFeedback(int Position, long Shown, long Clicked, double ClickThrough);
