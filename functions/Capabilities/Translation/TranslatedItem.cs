namespace XbFunctions.Capabilities.Translation;

/// <summary>A text with its translations.</summary>
/// <param name="Detected">The language found; null where the request named it.</param>
/// <param name="Translations">One for each target.</param>
public sealed record TranslatedItem(DetectedLanguage? Detected, IReadOnlyList<TranslatedText> Translations);
