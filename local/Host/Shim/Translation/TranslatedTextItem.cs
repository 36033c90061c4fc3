namespace Azure.AI.Translation.Text;

/// <summary>A text in the languages that were asked for.</summary>
public class TranslatedTextItem
{
    internal TranslatedTextItem(IReadOnlyList<TranslationText> translations) => Translations = translations;

    /// <summary>A translation for each target language, in their order.</summary>
    public IReadOnlyList<TranslationText> Translations { get; }
}
