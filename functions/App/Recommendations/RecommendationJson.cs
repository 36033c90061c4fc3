using System.Text.Json.Serialization;

namespace XbFunctions.App.Recommendations;

/// <summary>JSON of answers, by source generation: they are written a thousand times a second.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecommendationAnswer))]
internal sealed partial class RecommendationJson : JsonSerializerContext;
