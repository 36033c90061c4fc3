using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A product should be ordered from its supplier. Partition key: the sku.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Market">The storefront whose stock runs low.</param>
/// <param name="OccurredAt">When the plan was made, UTC.</param>
/// <param name="Quantity">Pieces to order.</param>
/// <param name="OrderBy">Last day to order without running out at the service level.</param>
/// <param name="ServiceLevel">Probability in (0, 1) of not running out that the plan aims at.</param>
/// <param name="Text">One sentence for a merchandiser.</param>
public sealed record ReorderAdvised(
    Sku Sku,
    CountryCode Market,
    DateTimeOffset OccurredAt,
    int Quantity,
    DateOnly OrderBy,
    double ServiceLevel,
    string Text)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.ReorderAdvised;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => $"{Type}:{Sku.Value}:{Market}:{OccurredAt.ToUnixTimeSeconds()}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => Sku.Value;
}
