namespace XbFunctions.Capabilities.Translation;

/// <summary>Texts to be translated.</summary>
/// <param name="Texts">The texts.</param>
/// <param name="To">Target languages, codes of <see cref="TranslationLanguages"/>.</param>
/// <param name="From">Source language; null has it detected, text by text.</param>
/// <param name="IsHtml">Whether the texts have markup.</param>
/// <param name="Category">Category for the glossary; null for none.</param>
/// <param name="Market">Market for the glossary; null for none.</param>
public sealed record TranslationRequest(IReadOnlyList<string> Texts, IReadOnlyList<string> To, string? From, bool IsHtml, string? Category, string? Market)
{
    /// <summary>Most texts.</summary>
    public const int MaxTexts = 1_000;

    /// <summary>Most characters, each text counted once for every target.</summary>
    public const int MaxCharacters = 50_000;
}
