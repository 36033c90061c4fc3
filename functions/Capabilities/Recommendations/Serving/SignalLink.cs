namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>A link to an item.</summary>
/// <param name="Item">Number of the item.</param>
/// <param name="Weight">In (0, 1].</param>
public readonly record struct SignalLink(int Item, float Weight);
