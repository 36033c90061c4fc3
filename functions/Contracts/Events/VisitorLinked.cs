using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A visitor turned out to be a customer: whoever keeps the visitor hands it over. Ours alone, within hub <c>clickstream</c>.</summary>
/// <param name="LinkId">Names the sign-in; stable.</param>
/// <param name="OccurredAt">Event time of the sign-in, UTC.</param>
/// <param name="AnonymousKey">Stands for the visitor.</param>
/// <param name="CustomerKey">Stands for the customer.</param>
/// <param name="AnonymousRoute">A key that falls on the visitor's partition and says nothing of the visitor.</param>
/// <param name="CustomerRoute">Likewise of the customer.</param>
public sealed record VisitorLinked(
    string LinkId, DateTimeOffset OccurredAt, Pseudonym AnonymousKey, Pseudonym CustomerKey, string AnonymousRoute, string CustomerRoute)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.VisitorLinked;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => LinkId;

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => AnonymousRoute;
}
