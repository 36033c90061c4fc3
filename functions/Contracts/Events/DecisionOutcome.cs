using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>What to do with a payment, from mild to strict.</summary>
[JsonConverter(typeof(EventEnumConverter<DecisionOutcome>))]
public enum DecisionOutcome
{
    /// <summary>Let it through.</summary>
    Approve,

    /// <summary>Hold it for an analyst.</summary>
    Review,

    /// <summary>Refuse it.</summary>
    Decline,
}
