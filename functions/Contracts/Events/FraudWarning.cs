using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A group of payments shows more fraud than usual. Partition key: the group.</summary>
/// <param name="WarningId">Names the warning in all its events.</param>
/// <param name="Stage">Whether it begins, grows or ends.</param>
/// <param name="Dimension">What payments are grouped by.</param>
/// <param name="Key">The group: a country, a corridor such as <c>GB-NG</c> (issuer and delivery), or a pseudonym.</param>
/// <param name="Since">When the warning was raised, UTC.</param>
/// <param name="OccurredAt">End of the window looked at, UTC.</param>
/// <param name="WindowStart">Start of the window, UTC.</param>
/// <param name="Attempts">Attempts to pay in the window: customers with an instrument, each once an hour.</param>
/// <param name="Observed">Attempts held for review or declined in the window.</param>
/// <param name="Expected">Held attempts that are usual for as many attempts.</param>
/// <param name="PValue">Probability of as many or more by chance, before any correction, in [0, 1].</param>
/// <param name="Samples">Some of the held payments.</param>
/// <param name="Text">One sentence for an analyst.</param>
public sealed record FraudWarning(
    string WarningId,
    WarningStage Stage,
    WatchDimension Dimension,
    string Key,
    DateTimeOffset Since,
    DateTimeOffset OccurredAt,
    DateTimeOffset WindowStart,
    int Attempts,
    int Observed,
    double Expected,
    double PValue,
    IReadOnlyList<PaymentId> Samples,
    string Text)
    : IXbEvent
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public string Type => EventTypes.FraudWarning;

    /// <inheritdoc/>
    [JsonIgnore]
    public string EventId => Stage == WarningStage.Updated
        ? $"{WarningId}:{OccurredAt.ToUnixTimeSeconds()}"
        : $"{WarningId}:{(Stage == WarningStage.Raised ? "raised" : "ended")}";

    /// <inheritdoc/>
    [JsonIgnore]
    public string PartitionKey => Key;
}
