namespace XbFunctions.Inference;

/// <summary>Content of <c>champion.json</c>.</summary>
/// <param name="Version">The version that serves.</param>
/// <param name="PromotedAt">When the pointer moved, UTC.</param>
internal sealed record ChampionDocument(string Version, DateTimeOffset PromotedAt);
