using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A product was put into the cart. Partition key: the customer, else the visitor.</summary>
/// <param name="EventId">Unique and stable across redeliveries; rules of <see cref="IdText"/>.</param>
/// <param name="OccurredAt">Event time in UTC.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Sku">The product.</param>
/// <param name="Quantity">Pieces, 1 to <see cref="EventLimits.Quantity"/>.</param>
/// <param name="CustomerId">The signed-in customer; null before sign-in.</param>
/// <param name="AnonymousId">The visitor's first-party id; required when there is no customer.</param>
/// <param name="SessionId">The visit, when the storefront keeps one.</param>
/// <param name="Language">The language shown.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
/// <param name="UnitPrice">Price shown for one piece, in major units.</param>
/// <param name="Currency">Currency of the price; required with it.</param>
/// <param name="Source">
/// Where the click came from, such as <c>search</c>, <c>category</c>, <c>recommendation</c>; rules of <see cref="IdText"/>.
/// </param>
public sealed record CartAdded(
    string EventId,
    DateTimeOffset OccurredAt,
    CountryCode Market,
    Sku Sku,
    int Quantity,
    CustomerId? CustomerId = null,
    AnonymousId? AnonymousId = null,
    SessionId? SessionId = null,
    LanguageTag? Language = null,
    DeviceId? DeviceId = null,
    decimal? UnitPrice = null,
    CurrencyCode? Currency = null,
    string? Source = null)
    : IClickEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.CartAdded;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => ClickKeys.PartitionKey(this);
}
