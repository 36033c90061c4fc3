using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>What a visitor did before and besides signing in, on its way to the customer. Ours alone, within hub <c>clickstream</c>.</summary>
/// <param name="HandoverId">Names the hand-over; stable, applied once.</param>
/// <param name="OccurredAt">Event time of the visitor's last event, UTC.</param>
/// <param name="AnonymousKey">Stands for the visitor.</param>
/// <param name="CustomerKey">Stands for the customer.</param>
/// <param name="CustomerRoute">A key that falls on the customer's partition and says nothing of the customer.</param>
/// <param name="History">Profile and open sessions as the behaviour state writes them, base64.</param>
public sealed record VisitorHandedOver(
    string HandoverId, DateTimeOffset OccurredAt, Pseudonym AnonymousKey, Pseudonym CustomerKey, string CustomerRoute, string History)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.VisitorHandedOver;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => HandoverId;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => CustomerRoute;
}
