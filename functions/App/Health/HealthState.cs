using System.Text.Json.Serialization;

namespace XbFunctions.App.Health;

/// <summary>How well something works, the better the smaller.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthState>))]
public enum HealthState
{
    /// <summary>It works.</summary>
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>It works, but late or with less than it should have.</summary>
    [JsonStringEnumMemberName("degraded")]
    Degraded,

    /// <summary>It does not work.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
