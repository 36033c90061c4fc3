namespace XbFunctions.Inference;

/// <summary>Content of <c>challenger.json</c>.</summary>
/// <param name="Version">The version that runs in shadow.</param>
/// <param name="Since">When it went there, UTC.</param>
internal sealed record ChallengerDocument(string Version, DateTimeOffset Since);
