using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>How the contributions of a decision's reasons were computed.</summary>
[JsonConverter(typeof(EventEnumConverter<ReasonMethod>))]
public enum ReasonMethod
{
    /// <summary>Exact SHAP values.</summary>
    Shap,

    /// <summary>Along the paths that the payment took: the quick attribution, where exact values would have held up the stream.</summary>
    Path,
}
