using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>JSON of supply terms, as they are stated and stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SupplyTerms))]
internal sealed partial class SupplyTermsJson : JsonSerializerContext;
