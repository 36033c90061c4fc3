using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A payment that the acquirer authorised, before the platform lets it through. Partition key: the customer.</summary>
/// <param name="PaymentId">Unique and stable across redeliveries; the event's id.</param>
/// <param name="OccurredAt">Event time in UTC, stamped by the acquirer; windows follow it, not the arrival.</param>
/// <param name="CustomerId">Who pays.</param>
/// <param name="InstrumentId">Token of the card or account; never a card number.</param>
/// <param name="Method">Kind of instrument, such as <c>card</c>, <c>wallet</c>, <c>transfer</c>; rules of <see cref="IdText"/>.</param>
/// <param name="SellerId">Whose goods are paid for.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Amount">In major units of the currency, zero (card check) or more.</param>
/// <param name="Currency">The currency charged.</param>
/// <param name="BillingCountry">Country of the billing address.</param>
/// <param name="ShippingCountry">Country of the delivery address.</param>
/// <param name="IpCountry">Country of the network address at checkout.</param>
/// <param name="IssuerCountry">Country of the instrument's issuer.</param>
/// <param name="DeviceId">The device's fingerprint.</param>
/// <param name="Language">The language of the checkout.</param>
/// <param name="Items">What is bought; at most <see cref="EventLimits.Items"/> lines.</param>
/// <param name="ShippingAddressId">The delivery address: a stable id, or a hash of its normalised form.</param>
public sealed record PaymentAuthorised(
    PaymentId PaymentId,
    DateTimeOffset OccurredAt,
    CustomerId CustomerId,
    InstrumentId InstrumentId,
    string Method,
    SellerId SellerId,
    CountryCode Market,
    decimal Amount,
    CurrencyCode Currency,
    CountryCode? BillingCountry = null,
    CountryCode? ShippingCountry = null,
    CountryCode? IpCountry = null,
    CountryCode? IssuerCountry = null,
    DeviceId? DeviceId = null,
    LanguageTag? Language = null,
    IReadOnlyList<LineItem>? Items = null,
    ShippingAddressId? ShippingAddressId = null)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.PaymentAuthorised;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => PaymentId.Value;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerId.Value;

    /// <summary>Amount and currency as exact minor units.</summary>
    /// <exception cref="ArgumentException">The amount has too many decimals for its currency or is too large.</exception>
    [JsonIgnore]
    public Money Total => Money.FromDecimal(Amount, Currency);
}
