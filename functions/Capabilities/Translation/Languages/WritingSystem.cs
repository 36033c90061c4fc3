namespace XbFunctions.Capabilities.Translation;

/// <summary>A script.</summary>
public enum WritingSystem
{
    /// <summary>No letter of a script known here.</summary>
    None,

    /// <summary>Latin.</summary>
    Latin,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Arabic.</summary>
    Arabic,

    /// <summary>Chinese characters, also where Japanese uses them.</summary>
    Han,

    /// <summary>Hiragana and katakana.</summary>
    Kana,

    /// <summary>Hangul.</summary>
    Hangul,
}
