using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A search was made. Partition key: the customer, else the visitor.</summary>
/// <param name="EventId">Unique and stable across redeliveries; rules of <see cref="IdText"/>.</param>
/// <param name="OccurredAt">Event time in UTC.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Query">The text searched for: 1 to <see cref="EventLimits.QueryLength"/> characters, no control characters.</param>
/// <param name="CustomerId">The signed-in customer; null before sign-in.</param>
/// <param name="AnonymousId">The visitor's first-party id; required when there is no customer.</param>
/// <param name="SessionId">The visit, when the storefront keeps one.</param>
/// <param name="Language">The language shown.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
/// <param name="ResultCount">How many products were found; 0 is a search without an answer.</param>
public sealed record SearchPerformed(
    string EventId,
    DateTimeOffset OccurredAt,
    CountryCode Market,
    string Query,
    CustomerId? CustomerId = null,
    AnonymousId? AnonymousId = null,
    SessionId? SessionId = null,
    LanguageTag? Language = null,
    DeviceId? DeviceId = null,
    int? ResultCount = null)
    : IClickEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.SearchPerformed;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => ClickKeys.PartitionKey(this);
}
