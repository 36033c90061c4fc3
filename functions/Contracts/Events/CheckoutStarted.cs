using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The checkout was opened. Partition key: the customer, else the visitor.</summary>
/// <param name="EventId">Unique and stable across redeliveries; rules of <see cref="IdText"/>.</param>
/// <param name="OccurredAt">Event time in UTC.</param>
/// <param name="Market">The storefront.</param>
/// <param name="CustomerId">The signed-in customer; null before sign-in.</param>
/// <param name="AnonymousId">The visitor's first-party id; required when there is no customer.</param>
/// <param name="SessionId">The visit, when the storefront keeps one.</param>
/// <param name="Language">The language shown.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
/// <param name="Items">What is in the cart; at most <see cref="EventLimits.Items"/> lines.</param>
/// <param name="Amount">The cart's worth in major units.</param>
/// <param name="Currency">Currency of the amount and the prices; required with an amount or items.</param>
public sealed record CheckoutStarted(
    string EventId,
    DateTimeOffset OccurredAt,
    CountryCode Market,
    CustomerId? CustomerId = null,
    AnonymousId? AnonymousId = null,
    SessionId? SessionId = null,
    LanguageTag? Language = null,
    DeviceId? DeviceId = null,
    IReadOnlyList<LineItem>? Items = null,
    decimal? Amount = null,
    CurrencyCode? Currency = null)
    : IClickEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.CheckoutStarted;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => ClickKeys.PartitionKey(this);
}
