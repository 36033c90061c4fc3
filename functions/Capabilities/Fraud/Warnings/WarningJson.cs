using System.Text.Json;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>JSON of what the early warning stores. Not generated: the generator cannot see the converters of the contracts.</summary>
internal static class WarningJson
{
    /// <summary>The options.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
