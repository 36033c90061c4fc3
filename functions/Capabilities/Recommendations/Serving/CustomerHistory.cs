namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What a customer or session did, by sku.</summary>
/// <param name="Recent">Items looked at or put into the basket, oldest first.</param>
/// <param name="Bought">Items bought, which are not recommended again, but where their category is bought again and again.</param>
/// <param name="Shown">Items just shown, which are recommended again only where nothing else is left.</param>
public sealed record CustomerHistory(IReadOnlyList<string> Recent, IReadOnlyCollection<string> Bought, IReadOnlyCollection<string> Shown)
{
    /// <summary>Of whom nothing is known.</summary>
    public static CustomerHistory None { get; } = new([], [], []);

    /// <summary>When each of <see cref="Recent"/> was seen last, UTC; empty where that is not known, as in a session: that is now.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; init; } = [];

    /// <summary>When each of <see cref="Bought"/> was bought last, UTC; empty where that is not known.</summary>
    public IReadOnlyList<DateTimeOffset> BoughtTimes { get; init; } = [];

    /// <summary>Interest in categories, by path, each in [0, 1]; empty where it is not known.</summary>
    public IReadOnlyList<(string Name, float Share)> Categories { get; init; } = [];

    /// <summary>Interest in brands, each in [0, 1].</summary>
    public IReadOnlyList<(string Name, float Share)> Brands { get; init; } = [];

    /// <summary>Orders so far.</summary>
    public int Orders { get; init; }
}
