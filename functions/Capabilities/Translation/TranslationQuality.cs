namespace XbFunctions.Capabilities.Translation;

/// <summary>How good a translation is.</summary>
/// <param name="Score">0 to 1: the engine's own trust, less what the checks found.</param>
/// <param name="Review">Whether a person should look at it.</param>
/// <param name="Issues">What the checks found: <c>language</c>, <c>length</c>, <c>residue</c>, <c>numbers</c>, <c>simplified</c>.</param>
public sealed record TranslationQuality(double Score, bool Review, IReadOnlyList<string> Issues);
