using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A demand forecast of one product in one market. Partition key: the sku.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Market">The storefront.</param>
/// <param name="OccurredAt">When it was published, UTC.</param>
/// <param name="Model">The model that made it.</param>
/// <param name="Points">One entry a day, in order, without gaps.</param>
public sealed record ForecastPublished(
    Sku Sku,
    CountryCode Market,
    DateTimeOffset OccurredAt,
    ModelReference Model,
    IReadOnlyList<ForecastPoint> Points)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.ForecastPublished;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => $"{Type}:{Sku.Value}:{Market}:{OccurredAt.ToUnixTimeSeconds()}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => Sku.Value;
}
