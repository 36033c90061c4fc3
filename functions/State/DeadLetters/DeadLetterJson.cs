using System.Text.Json.Serialization;

namespace XbFunctions.State;

/// <summary>JSON of dead letters, by source generation.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(DeadLetterLine))]
[JsonSerializable(typeof(DeadLetterMark))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
