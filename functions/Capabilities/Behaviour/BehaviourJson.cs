using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>JSON of behaviour's rows and answers: camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CustomerProfile))]
public sealed partial class BehaviourJson : JsonSerializerContext;
