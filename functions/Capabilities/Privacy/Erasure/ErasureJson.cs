using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>JSON of what erasures keep.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErasureRecord))]
[JsonSerializable(typeof(ErasureAck))]
internal sealed partial class ErasureJson : JsonSerializerContext;
