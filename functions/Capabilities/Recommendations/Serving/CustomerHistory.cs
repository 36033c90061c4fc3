namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What a customer or session did, by sku.</summary>
/// <param name="Recent">Items looked at or put into the basket, oldest first.</param>
/// <param name="Bought">Items bought, which are not recommended again.</param>
/// <param name="Shown">Items just shown, which are recommended again only where nothing else is left.</param>
public sealed record CustomerHistory(IReadOnlyList<string> Recent, IReadOnlyCollection<string> Bought, IReadOnlyCollection<string> Shown)
{
    /// <summary>Of whom nothing is known.</summary>
    public static CustomerHistory None { get; } = new([], [], []);
}
