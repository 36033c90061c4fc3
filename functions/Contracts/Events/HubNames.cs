namespace XbFunctions.Contracts;

/// <summary>The event hubs.</summary>
public static class HubNames
{
    /// <summary>In: payments and their labels; keyed by customer.</summary>
    public const string Payments = "payments";

    /// <summary>In: clickstream; keyed by customer, else visitor.</summary>
    public const string Clickstream = "clickstream";

    /// <summary>Out: fraud decisions and warnings.</summary>
    public const string Decisions = "decisions";

    /// <summary>Out: sessions, profiles, forecasts, reorder advice.</summary>
    public const string Insights = "insights";
}
