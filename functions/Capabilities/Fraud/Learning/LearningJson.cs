using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>JSON of learning reports.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LearningReport))]
internal sealed partial class LearningJson : JsonSerializerContext;
