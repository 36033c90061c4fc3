using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The decision on one payment. Partition key: the customer's pseudonym.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="CustomerKey">Stands for the customer.</param>
/// <param name="Market">The storefront.</param>
/// <param name="Outcome">What to do.</param>
/// <param name="Score">Probability of fraud in [0, 1]; from rules alone when there is no model.</param>
/// <param name="Reasons">Why, the weightiest first; empty for a plain approval.</param>
/// <param name="Rules">Hard rules that fired.</param>
/// <param name="Amount">In major units of the currency.</param>
/// <param name="Currency">The currency charged.</param>
/// <param name="CrossBorder">Says whether buyer, instrument, delivery or storefront are of different countries.</param>
/// <param name="OccurredAt">Event time of the payment, UTC.</param>
/// <param name="EnqueuedAt">When the hub took the payment, UTC.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
/// <param name="Partition">Partition of the payment's hub.</param>
/// <param name="SequenceNumber">Place of the payment in that partition.</param>
/// <param name="Model">The model that scored it; null when there was none.</param>
/// <param name="IssuerCountry">Country of the instrument's issuer; null when unknown.</param>
/// <param name="ShippingCountry">Country of delivery; null when unknown.</param>
/// <param name="Language">Language of the checkout; null when unknown.</param>
/// <param name="SellerKey">Stands for the seller; null in decisions of older versions.</param>
/// <param name="InstrumentKey">Stands for the payment instrument; likewise.</param>
/// <param name="DeviceKey">Stands for the device; null when unknown.</param>
/// <param name="ShippingAddressKey">Stands for the delivery address; null when unknown.</param>
/// <param name="ReasonMethod">How contributions were computed; null where no reason has one.</param>
/// <param name="AdjustedScore">The score with the modifiers of the rules, in [0, 1], where there are any: what the thresholds were held against.</param>
/// <param name="Policy">The policy that decided; null in decisions of older versions.</param>
public sealed record FraudDecided(
    PaymentId PaymentId,
    Pseudonym CustomerKey,
    CountryCode Market,
    DecisionOutcome Outcome,
    double Score,
    IReadOnlyList<DecisionReason> Reasons,
    IReadOnlyList<AppliedRule> Rules,
    decimal Amount,
    CurrencyCode Currency,
    bool CrossBorder,
    DateTimeOffset OccurredAt,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset DecidedAt,
    string Partition,
    long SequenceNumber,
    ModelReference? Model = null,
    CountryCode? IssuerCountry = null,
    CountryCode? ShippingCountry = null,
    LanguageTag? Language = null,
    Pseudonym? SellerKey = null,
    Pseudonym? InstrumentKey = null,
    Pseudonym? DeviceKey = null,
    Pseudonym? ShippingAddressKey = null,
    ReasonMethod? ReasonMethod = null,
    double? AdjustedScore = null,
    AppliedPolicy? Policy = null)
    : IXbEvent
{
    /// <summary>What follows the payment's id in the event's id.</summary>
    public const string EventIdSuffix = ":decided";

    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.FraudDecided;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => PaymentId.Value + EventIdSuffix;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerKey.ToString();

    /// <summary>Amount and currency as exact minor units.</summary>
    /// <exception cref="ArgumentException">The amount has too many decimals for its currency or is too large.</exception>
    [JsonIgnore]
    public Money Total => Money.FromDecimal(Amount, Currency);
}
