using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A corridor (issuer country to delivery country) shows more fraud than usual. Partition key: the corridor.</summary>
/// <param name="Corridor">Two country codes with a hyphen, such as <c>GB-NG</c>.</param>
/// <param name="OccurredAt">End of the window looked at, UTC.</param>
/// <param name="WindowStart">Start of the window, UTC.</param>
/// <param name="Payments">Payments in the window.</param>
/// <param name="Declined">Payments declined in the window.</param>
/// <param name="Rate">Declined share in the window, in [0, 1].</param>
/// <param name="UsualRate">Declined share of the corridor before the window, in [0, 1].</param>
/// <param name="Text">One sentence for an analyst.</param>
public sealed record FraudWarning(
    string Corridor,
    DateTimeOffset OccurredAt,
    DateTimeOffset WindowStart,
    int Payments,
    int Declined,
    double Rate,
    double UsualRate,
    string Text)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.FraudWarning;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => $"{Corridor}:{OccurredAt.ToUnixTimeSeconds()}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => Corridor;
}
