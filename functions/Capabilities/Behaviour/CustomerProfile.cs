namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What is known of a customer's behaviour. Times are event times in UTC, amounts euros.</summary>
/// <param name="Version">Counts up with every published change.</param>
/// <param name="HomeMarket">The storefront used most of late.</param>
/// <param name="Language">The language used most of late; null when unknown.</param>
/// <param name="FirstSeenAt">First event.</param>
/// <param name="LastSeenAt">Last event.</param>
/// <param name="Events">Events so far.</param>
/// <param name="Sessions">Sessions closed so far.</param>
/// <param name="Orders">Orders so far.</param>
/// <param name="Units">Pieces ordered.</param>
/// <param name="SpentEuros">Sum of the orders.</param>
/// <param name="LastOrderAt">Last order; null for none.</param>
/// <param name="Recent">Items seen last, newest first, at most 20.</param>
/// <param name="Categories">Categories by interest, the strongest first.</param>
/// <param name="Brands">Brands by interest.</param>
/// <param name="PriceBands">Price bands by interest.</param>
/// <param name="OpenSession">The session that is going on; null for none.</param>
/// <param name="Bought">Items bought last, newest first, at most 40; null in rows of older versions.</param>
public sealed record CustomerProfile(
    int Version,
    string HomeMarket,
    string? Language,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    int Events,
    int Sessions,
    int Orders,
    int Units,
    double SpentEuros,
    DateTimeOffset? LastOrderAt,
    IReadOnlyList<CustomerProfile.RecentItem> Recent,
    IReadOnlyList<CustomerProfile.Affinity> Categories,
    IReadOnlyList<CustomerProfile.Affinity> Brands,
    IReadOnlyList<CustomerProfile.Affinity> PriceBands,
    CustomerProfile.Session? OpenSession,
    IReadOnlyList<CustomerProfile.RecentItem>? Bought = null)
{
    /// <summary>An item seen or bought lately.</summary>
    /// <param name="Sku">The product.</param>
    /// <param name="At">When that was, the last time.</param>
    public sealed record RecentItem(string Sku, DateTimeOffset At);

    /// <summary>Interest in something.</summary>
    /// <param name="Name">In what.</param>
    /// <param name="Share">Its part of the decayed weights, in [0, 1].</param>
    public sealed record Affinity(string Name, double Share);

    /// <summary>An open session.</summary>
    /// <param name="StartedAt">First event.</param>
    /// <param name="LastEventAt">Last event.</param>
    /// <param name="Events">Events.</param>
    /// <param name="Views">Product pages.</param>
    /// <param name="Searches">Searches.</param>
    /// <param name="CartAdds">Times something was put into the cart.</param>
    /// <param name="Checkouts">Checkouts begun.</param>
    /// <param name="Orders">Orders.</param>
    /// <param name="Intent">Probability in [0, 1] that an order follows, as it was scored last; null when it never was.</param>
    /// <param name="IntentAt">Event time of the last event when it was scored.</param>
    public sealed record Session(
        DateTimeOffset StartedAt,
        DateTimeOffset LastEventAt,
        int Events,
        int Views,
        int Searches,
        int CartAdds,
        int Checkouts,
        int Orders,
        double? Intent = null,
        DateTimeOffset? IntentAt = null);
}
