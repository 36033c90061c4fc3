using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>
/// A label that the fraud state has taken: what <see cref="PaymentLabelled"/> said, with the pseudonym that decisions carry. Partition key:
/// the customer's pseudonym, so that it follows the payment's decision.
/// </summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="CustomerKey">Stands for the customer.</param>
/// <param name="Label">The outcome.</param>
/// <param name="OccurredAt">When the outcome became known, UTC.</param>
/// <param name="Partition">Partition of the label's hub.</param>
/// <param name="SequenceNumber">Place of the label in that partition.</param>
/// <param name="Source">Who said so; null when unknown.</param>
public sealed record FraudLabelled(
    PaymentId PaymentId,
    Pseudonym CustomerKey,
    PaymentLabel Label,
    DateTimeOffset OccurredAt,
    string Partition,
    long SequenceNumber,
    string? Source = null)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.FraudLabelled;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => $"{PaymentId.Value}:labelled:{EventNames.Of(Label)}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerKey.ToString();
}
