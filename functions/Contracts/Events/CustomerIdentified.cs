using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A visitor signed in: both ids are one person. Partition key: the customer.</summary>
/// <param name="EventId">Unique and stable across redeliveries; rules of <see cref="IdText"/>.</param>
/// <param name="OccurredAt">Event time in UTC.</param>
/// <param name="Market">The storefront.</param>
/// <param name="CustomerId">Who signed in.</param>
/// <param name="AnonymousId">The visitor until now.</param>
/// <param name="SessionId">The visit, when the storefront keeps one.</param>
/// <param name="Language">The language shown.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
public sealed record CustomerIdentified(
    string EventId,
    DateTimeOffset OccurredAt,
    CountryCode Market,
    CustomerId CustomerId,
    AnonymousId AnonymousId,
    SessionId? SessionId = null,
    LanguageTag? Language = null,
    DeviceId? DeviceId = null)
    : IClickEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.CustomerIdentified;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerId.Value;

    CustomerId? IClickEvent.CustomerId => CustomerId;

    AnonymousId? IClickEvent.AnonymousId => AnonymousId;
}
