namespace XbFunctions.Capabilities.Models;

/// <summary>Answer of <c>GET /api/models</c>.</summary>
/// <param name="Models">Every model, by name.</param>
/// <param name="Recommendations">How good recommendations are.</param>
public sealed record ModelsAnswer(IReadOnlyList<ModelOverview> Models, RecommendationQuality Recommendations);
