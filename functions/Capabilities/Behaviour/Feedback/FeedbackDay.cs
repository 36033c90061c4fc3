namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What became of the recommendations of one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Lists">Lists shown.</param>
/// <param name="Shown">Items shown.</param>
/// <param name="Clicked">Clicks on them.</param>
public sealed record FeedbackDay(DateOnly Day, long Lists, long Shown, long Clicked);
