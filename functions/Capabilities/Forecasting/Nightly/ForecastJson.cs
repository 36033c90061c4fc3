using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>JSON of what runs store; a number that is missing is <c>"NaN"</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ForecastPart))]
[JsonSerializable(typeof(ForecastPlanFile))]
[JsonSerializable(typeof(ForecastDecision))]
[JsonSerializable(typeof(ForecastManifest))]
[JsonSerializable(typeof(ForecastChampion))]
[JsonSerializable(typeof(StoredForecast))]
internal sealed partial class ForecastJson : JsonSerializerContext;
