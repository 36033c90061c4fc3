using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>What a warning event says of its warning.</summary>
[JsonConverter(typeof(EventEnumConverter<WarningStage>))]
public enum WarningStage
{
    /// <summary>The surge was found.</summary>
    Raised,

    /// <summary>The surge has at least doubled since the last event.</summary>
    Updated,

    /// <summary>The surge is over, or the warning has reached its longest life.</summary>
    Ended,
}
