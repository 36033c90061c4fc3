using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A visit ended by inactivity. Partition key: the visitor's pseudonym.</summary>
/// <param name="SessionKey">Names the visit: stable when the same events are read again.</param>
/// <param name="VisitorKey">Stands for the customer, else for the visitor.</param>
/// <param name="Market">The storefront.</param>
/// <param name="StartedAt">Event time of the first event, UTC.</param>
/// <param name="OccurredAt">Event time of the last event, UTC.</param>
/// <param name="Events">Events in the visit.</param>
/// <param name="Views">Product pages shown.</param>
/// <param name="Searches">Searches made.</param>
/// <param name="CartAdds">Times something was put into the cart.</param>
/// <param name="Ordered">Says whether an order was placed.</param>
/// <param name="Intent">Probability in [0, 1] that the visit was going to end in an order; null when there was no model.</param>
/// <param name="LastSkus">The products seen last, newest first.</param>
public sealed record SessionClosed(
    string SessionKey,
    Pseudonym VisitorKey,
    CountryCode Market,
    DateTimeOffset StartedAt,
    DateTimeOffset OccurredAt,
    int Events,
    int Views,
    int Searches,
    int CartAdds,
    bool Ordered,
    double? Intent = null,
    IReadOnlyList<Sku>? LastSkus = null)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.SessionClosed;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => SessionKey;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => VisitorKey.ToString();
}
