using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>An order was placed. Partition key: the customer, else the visitor.</summary>
/// <param name="EventId">Unique and stable across redeliveries; rules of <see cref="IdText"/>.</param>
/// <param name="OccurredAt">Event time in UTC.</param>
/// <param name="Market">The storefront.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Items">What was bought; at most <see cref="EventLimits.Items"/> lines.</param>
/// <param name="Amount">What the order costs in major units.</param>
/// <param name="Currency">Currency of the amount and the prices.</param>
/// <param name="CustomerId">The signed-in customer; null before sign-in.</param>
/// <param name="AnonymousId">The visitor's first-party id; required when there is no customer.</param>
/// <param name="SessionId">The visit, when the storefront keeps one.</param>
/// <param name="Language">The language shown.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
/// <param name="PaymentId">The payment of the order, when known.</param>
public sealed record OrderCompleted(
    string EventId,
    DateTimeOffset OccurredAt,
    CountryCode Market,
    OrderId OrderId,
    IReadOnlyList<LineItem> Items,
    decimal Amount,
    CurrencyCode Currency,
    CustomerId? CustomerId = null,
    AnonymousId? AnonymousId = null,
    SessionId? SessionId = null,
    LanguageTag? Language = null,
    DeviceId? DeviceId = null,
    PaymentId? PaymentId = null)
    : IClickEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.OrderCompleted;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => ClickKeys.PartitionKey(this);

    /// <summary>Amount and currency as exact minor units.</summary>
    /// <exception cref="ArgumentException">The amount has too many decimals for its currency or is too large.</exception>
    [JsonIgnore]
    public Money Total => Money.FromDecimal(Amount, Currency);
}
