namespace XbFunctions.Capabilities.Models;

/// <summary>Answer of <c>GET /api/models</c>.</summary>
/// <param name="Models">Every model, by name.</param>
public sealed record ModelsAnswer(IReadOnlyList<ModelOverview> Models);
