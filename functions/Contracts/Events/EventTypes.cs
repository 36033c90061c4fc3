namespace XbFunctions.Contracts;

/// <summary>The event types, as they stand in <c>cloudEvents:type</c> and in the body's <c>type</c>.</summary>
public static class EventTypes
{
    /// <summary>A payment was authorised.</summary>
    public const string PaymentAuthorised = "payment.authorised";

    /// <summary>The outcome of an earlier payment became known.</summary>
    public const string PaymentLabelled = "payment.labelled";

    /// <summary>A product page was shown.</summary>
    public const string ProductViewed = "product.viewed";

    /// <summary>A search was made.</summary>
    public const string SearchPerformed = "search.performed";

    /// <summary>A product was put into the cart.</summary>
    public const string CartAdded = "cart.added";

    /// <summary>A product was taken out of the cart.</summary>
    public const string CartRemoved = "cart.removed";

    /// <summary>The checkout was opened.</summary>
    public const string CheckoutStarted = "checkout.started";

    /// <summary>An order was placed.</summary>
    public const string OrderCompleted = "order.completed";

    /// <summary>A list of recommendations was shown.</summary>
    public const string RecommendationShown = "recommendation.shown";

    /// <summary>A recommendation was clicked.</summary>
    public const string RecommendationClicked = "recommendation.clicked";

    /// <summary>A visitor signed in.</summary>
    public const string CustomerIdentified = "customer.identified";

    /// <summary>A visitor turned out to be a customer.</summary>
    public const string VisitorLinked = "visitor.linked";

    /// <summary>A visitor's history goes to its customer.</summary>
    public const string VisitorHandedOver = "visitor.handedOver";

    /// <summary>A customer is to be forgotten.</summary>
    public const string CustomerErased = "customer.erased";

    /// <summary>A payment was decided.</summary>
    public const string FraudDecided = "fraud.decided";

    /// <summary>The fraud state has taken a label.</summary>
    public const string FraudLabelled = "fraud.labelled";

    /// <summary>A group of payments shows more fraud than usual.</summary>
    public const string FraudWarning = "fraud.warning";

    /// <summary>A visit ended.</summary>
    public const string SessionClosed = "session.closed";

    /// <summary>A customer's profile changed.</summary>
    public const string ProfileChanged = "profile.changed";

    /// <summary>A demand forecast was published.</summary>
    public const string ForecastPublished = "forecast.published";

    /// <summary>A reorder is advised.</summary>
    public const string ReorderAdvised = "reorder.advised";
}
