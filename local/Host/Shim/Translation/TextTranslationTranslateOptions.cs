namespace Azure.AI.Translation.Text;

/// <summary>What to translate. Of the client library's members, those that the app does not set are left out.</summary>
/// <param name="targetLanguages">Languages to translate into.</param>
/// <param name="content">The texts.</param>
public class TextTranslationTranslateOptions(IEnumerable<string> targetLanguages, IEnumerable<string> content)
{
    /// <summary>Languages to translate into.</summary>
    public IEnumerable<string> TargetLanguages { get; } = targetLanguages;

    /// <summary>The texts.</summary>
    public IEnumerable<string> Content { get; } = content;

    /// <summary>Language of the texts; <see langword="null"/> has it detected.</summary>
    public string? SourceLanguage { get; set; }

    /// <summary>Whether the texts are plain or HTML; <see langword="null"/> is plain.</summary>
    public TextType? TextType { get; set; }
}
