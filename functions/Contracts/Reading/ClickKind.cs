namespace XbFunctions.Contracts;

/// <summary>The event types of hub <c>clickstream</c>.</summary>
public enum ClickKind
{
    /// <summary>Nothing was read.</summary>
    None,

    /// <summary><see cref="Contracts.ProductViewed"/>.</summary>
    ProductViewed,

    /// <summary><see cref="Contracts.SearchPerformed"/>.</summary>
    SearchPerformed,

    /// <summary><see cref="Contracts.CartAdded"/>.</summary>
    CartAdded,

    /// <summary><see cref="Contracts.CartRemoved"/>.</summary>
    CartRemoved,

    /// <summary><see cref="Contracts.CheckoutStarted"/>.</summary>
    CheckoutStarted,

    /// <summary><see cref="Contracts.OrderCompleted"/>.</summary>
    OrderCompleted,

    /// <summary><see cref="Contracts.RecommendationShown"/>.</summary>
    RecommendationShown,

    /// <summary><see cref="Contracts.RecommendationClicked"/>.</summary>
    RecommendationClicked,

    /// <summary><see cref="Contracts.CustomerIdentified"/>.</summary>
    CustomerIdentified,
}
