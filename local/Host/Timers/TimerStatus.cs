using System.Text.Json.Serialization;

namespace XbFunctions.Host;

/// <summary>The stored state of a schedule.</summary>
/// <param name="Last">When it last fired; the default before the first time.</param>
/// <param name="Next">When it is expected to fire next.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(
    [property: JsonConverter(typeof(StatusTimeConverter))] DateTimeOffset Last,
    [property: JsonConverter(typeof(StatusTimeConverter))] DateTimeOffset Next,
    [property: JsonConverter(typeof(StatusTimeConverter))] DateTimeOffset LastUpdated);
