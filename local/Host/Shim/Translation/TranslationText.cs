namespace Azure.AI.Translation.Text;

/// <summary>One translation.</summary>
public class TranslationText
{
    internal TranslationText(string targetLanguage, string text) => (TargetLanguage, Text) = (targetLanguage, text);

    /// <summary>Its language.</summary>
    public string TargetLanguage { get; }

    /// <summary>The text.</summary>
    public string Text { get; }
}
