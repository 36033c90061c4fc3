using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>How much an event says of interest in its items, a product page being 1.</summary>
public static class ClickWeights
{
    /// <summary>The weight of an event.</summary>
    /// <param name="kind">Which event.</param>
    public static double Of(ClickKind kind) => kind switch
    {
        ClickKind.OrderCompleted => 6,
        ClickKind.CartAdded => 3,
        ClickKind.CheckoutStarted => 2,
        ClickKind.RecommendationShown => 0.1,
        _ => 1,
    };

    /// <summary>Whether the items of an event were chosen by the visitor.</summary>
    /// <param name="kind">Which event.</param>
    public static bool IsChoice(ClickKind kind) => kind is ClickKind.ProductViewed or ClickKind.CartAdded or ClickKind.OrderCompleted or ClickKind.RecommendationClicked;
}
