namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>An item of a list.</summary>
/// <param name="Item">Number of the item in the snapshot that was asked.</param>
/// <param name="Score">How well it fits; comparable within one list.</param>
/// <param name="Source">The source that speaks for it most.</param>
/// <param name="Because">Number of the item of the history that led to it; -1 where none did.</param>
public readonly record struct RecommendedItem(int Item, float Score, RecommendationSource Source, int Because);
