namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>A list.</summary>
/// <param name="Items">Items, best first.</param>
/// <param name="IsCategoryWidened">Whether nothing of the category can be sold, so that items of others are listed.</param>
public sealed record RecommendationList(IReadOnlyList<RecommendedItem> Items, bool IsCategoryWidened);
