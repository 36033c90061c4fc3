using System.Globalization;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Tells scripts apart by code point; ranges are blocks of the Unicode standard.</summary>
internal static class Scripts
{
    /// <summary>Script of a letter.</summary>
    public static WritingSystem Of(char letter) => letter switch
    {
        < '\u0041' => WritingSystem.None,
        < '\u0370' => char.IsLetter(letter) ? WritingSystem.Latin : WritingSystem.None,
        >= '\u0400' and < '\u0530' => WritingSystem.Cyrillic,
        (>= '\u0620' and < '\u0700') or (>= '\u0750' and < '\u0780') or (>= '\uFB50' and < '\uFE00') or (>= '\uFE70' and < '\uFEFF')
            => char.IsLetter(letter) ? WritingSystem.Arabic : WritingSystem.None,
        (>= '\u1100' and < '\u1200') or (>= '\uAC00' and < '\uD7B0') => WritingSystem.Hangul,
        (>= '\u1E00' and < '\u1F00') => WritingSystem.Latin,
        (>= '\u3041' and < '\u3100') or (>= '\u31F0' and < '\u3200') => WritingSystem.Kana,
        (>= '\u3400' and < '\uA000') or (>= '\uF900' and < '\uFB00') => WritingSystem.Han,
        _ => WritingSystem.None,
    };

    /// <summary>Whether words are written without blanks between them.</summary>
    public static bool IsUnspaced(char letter) => Of(letter) is WritingSystem.Han or WritingSystem.Kana;

    /// <summary>Whether a language writes its words without blanks between them.</summary>
    public static bool IsUnspaced(string language) => language is "zh-Hans" or "ja";

    /// <summary>Letters and marks of words.</summary>
    public static bool IsWordCharacter(char character) =>
        char.IsLetterOrDigit(character) || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
