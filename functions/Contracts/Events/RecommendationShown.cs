using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A list of recommendations was shown. Partition key: the customer, else the visitor.</summary>
/// <param name="EventId">Unique and stable across redeliveries; rules of <see cref="IdText"/>.</param>
/// <param name="OccurredAt">Event time in UTC.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Skus">The products in the order shown; at most <see cref="EventLimits.Items"/>.</param>
/// <param name="Source">The place on the page, such as <c>home</c> or <c>cart</c>; rules of <see cref="IdText"/>.</param>
/// <param name="CustomerId">The signed-in customer; null before sign-in.</param>
/// <param name="AnonymousId">The visitor's first-party id; required when there is no customer.</param>
/// <param name="SessionId">The visit, when the storefront keeps one.</param>
/// <param name="Language">The language shown.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
/// <param name="RecommendationId">The answer of the recommendation call that was shown; rules of <see cref="IdText"/>.</param>
public sealed record RecommendationShown(
    string EventId,
    DateTimeOffset OccurredAt,
    CountryCode Market,
    IReadOnlyList<Sku> Skus,
    string Source,
    CustomerId? CustomerId = null,
    AnonymousId? AnonymousId = null,
    SessionId? SessionId = null,
    LanguageTag? Language = null,
    DeviceId? DeviceId = null,
    string? RecommendationId = null)
    : IClickEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.RecommendationShown;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => ClickKeys.PartitionKey(this);
}
