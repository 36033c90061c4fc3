using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>An order to forget a customer, to one streaming function. Ours alone, within <c>payments</c>, <c>clickstream</c> and <c>decisions</c>.</summary>
/// <param name="OrderId">Names the order; stable, carried out once.</param>
/// <param name="OccurredAt">When the erasure was asked for, UTC.</param>
/// <param name="CustomerKey">Stands for the customer.</param>
/// <param name="CustomerRoute">A key that falls on the customer's partition and says nothing of the customer.</param>
/// <param name="IsHome">Whether it goes to the customer's own partition; else to all, for the visitors who were linked to the customer.</param>
/// <param name="Proof">Pseudonym of order and customer under the key: who may only send events cannot make one.</param>
public sealed record CustomerErased(
    string OrderId, DateTimeOffset OccurredAt, Pseudonym CustomerKey, string CustomerRoute, bool IsHome, Pseudonym Proof)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.CustomerErased;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => OrderId;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerRoute;
}
