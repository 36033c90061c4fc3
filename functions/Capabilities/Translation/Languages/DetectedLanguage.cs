namespace XbFunctions.Capabilities.Translation;

/// <summary>The language that a text is in.</summary>
/// <param name="Language">Code of the language.</param>
/// <param name="Score">Probability given the text, 0 to 1; 0 for a text without letters.</param>
/// <param name="Alternatives">Up to two more, the likelier first.</param>
public sealed record DetectedLanguage(string Language, double Score, IReadOnlyList<(string Language, double Score)> Alternatives);
