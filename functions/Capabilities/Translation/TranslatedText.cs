namespace XbFunctions.Capabilities.Translation;

/// <summary>A translation.</summary>
/// <param name="Text">The text in the target language.</param>
/// <param name="To">The target language.</param>
/// <param name="Engine">Who translated: an engine's name and version; <c>none</c> where nothing was to be translated.</param>
/// <param name="IsCached">Whether it came from the memory.</param>
/// <param name="Quality">How good it is.</param>
/// <param name="Protected">What was kept as it is, in the order of the source.</param>
/// <param name="Glossary">Terms of the glossary that were used.</param>
public sealed record TranslatedText(
    string Text, string To, string Engine, bool IsCached, TranslationQuality Quality, IReadOnlyList<string> Protected, IReadOnlyList<GlossaryUse> Glossary);
