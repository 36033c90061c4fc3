using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A customer's profile changed. Partition key: the customer's pseudonym.</summary>
/// <param name="CustomerKey">Stands for the customer.</param>
/// <param name="OccurredAt">Event time of the change, UTC.</param>
/// <param name="Version">Counts up with every change; the highest is the newest.</param>
/// <param name="HomeMarket">The storefront used most.</param>
/// <param name="Orders">Orders so far.</param>
/// <param name="Sessions">Visits so far.</param>
/// <param name="FirstSeenAt">Event time of the first event, UTC.</param>
/// <param name="Language">The language used most.</param>
/// <param name="RecentSkus">The products seen last, newest first.</param>
/// <param name="Intent">Probability in [0, 1] that an order follows in the open visit; null when none is open or there was no model.</param>
public sealed record ProfileChanged(
    Pseudonym CustomerKey,
    DateTimeOffset OccurredAt,
    long Version,
    CountryCode HomeMarket,
    int Orders,
    int Sessions,
    DateTimeOffset FirstSeenAt,
    LanguageTag? Language = null,
    IReadOnlyList<Sku>? RecentSkus = null,
    double? Intent = null)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.ProfileChanged;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => $"{CustomerKey}:{Version}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerKey.ToString();
}
