using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What is asked for.</summary>
public sealed record RecommendationAsk
{
    /// <summary>Items of an answer at most.</summary>
    public const int MostItems = 100;

    /// <summary>Items passed over at most.</summary>
    public const int MostOffset = 400;

    /// <summary>Items of a history that are looked at, the latest.</summary>
    public const int MostHistory = 50;

    /// <summary>The storefront.</summary>
    public required CountryCode Market { get; init; }

    /// <summary>Where items are delivered to.</summary>
    public required CountryCode ShipTo { get; init; }

    /// <summary>Day on which items must be on sale, UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The moment, UTC; <see langword="null"/> where it does not matter.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Items wanted, 1 to <see cref="MostItems"/>.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Items passed over, 0 to <see cref="MostOffset"/>.</summary>
    public int Offset { get; init; }

    /// <summary>Category path that items must be under; <see langword="null"/> for all.</summary>
    public string? Category { get; init; }

    /// <summary>What is known of the customer or session.</summary>
    public CustomerHistory History { get; init; } = CustomerHistory.None;
}
