namespace XbFunctions.Inference;

/// <summary>Content of <c>champion.json</c>.</summary>
/// <param name="Version">The version that serves.</param>
/// <param name="PromotedAt">When the pointer moved, UTC.</param>
/// <param name="History">Versions that served before, the latest last; null in pointers of older apps.</param>
/// <param name="Reason">Why the pointer moved.</param>
internal sealed record ChampionDocument(
    string Version, DateTimeOffset PromotedAt, IReadOnlyList<string>? History = null, string? Reason = null);
