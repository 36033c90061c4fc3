using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The outcome of an earlier payment. Partition key: the customer, so that it meets the payment's state.</summary>
/// <param name="PaymentId">The payment that is labelled.</param>
/// <param name="CustomerId">Who paid.</param>
/// <param name="OccurredAt">When the outcome became known, UTC.</param>
/// <param name="Label">The outcome.</param>
/// <param name="Amount">The disputed or returned part in major units; null for the whole payment.</param>
/// <param name="Currency">Currency of the amount; required with it.</param>
/// <param name="Source">Who says so, such as <c>acquirer</c> or <c>analyst</c>; rules of <see cref="IdText"/>.</param>
public sealed record PaymentLabelled(
    PaymentId PaymentId,
    CustomerId CustomerId,
    DateTimeOffset OccurredAt,
    PaymentLabel Label,
    decimal? Amount = null,
    CurrencyCode? Currency = null,
    string? Source = null)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.PaymentLabelled;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => $"{PaymentId.Value}:{EventNames.Of(Label)}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerId.Value;

    /// <summary>The amount as exact minor units; null when the event has none.</summary>
    /// <exception cref="ArgumentException">The amount has too many decimals for its currency or is too large.</exception>
    [JsonIgnore]
    public Money? Total => Amount is { } amount && Currency is { } currency ? Money.FromDecimal(amount, currency) : null;
}
