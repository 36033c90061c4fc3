namespace XbFunctions.Capabilities.Translation;

/// <summary>What a term is in a title.</summary>
internal enum LexiconKind
{
    /// <summary>A thing.</summary>
    Noun,

    /// <summary>A quality, colour or material, which stands before its noun in English.</summary>
    Modifier,

    /// <summary>For whom: men, women, children.</summary>
    Audience,

    /// <summary>A word between: for, with, of, and.</summary>
    Link,

    /// <summary>A whole sentence or phrase.</summary>
    Phrase,
}
