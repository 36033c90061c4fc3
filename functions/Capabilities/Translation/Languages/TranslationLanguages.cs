using System.Collections.Frozen;

namespace XbFunctions.Capabilities.Translation;

/// <summary>The languages of the product.</summary>
public static class TranslationLanguages
{
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["zh"] = "zh-Hans",
        ["zh-CN"] = "zh-Hans",
        ["zh-SG"] = "zh-Hans",
        ["pt-BR"] = "pt",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in the order of their codes.</summary>
    public static IReadOnlyList<TranslationLanguage> All { get; } =
    [
        new("ar", "Arabic", "العربية", true, WritingSystem.Arabic),
        new("de", "German", "Deutsch", false, WritingSystem.Latin),
        new("en", "English", "English", false, WritingSystem.Latin),
        new("es", "Spanish", "Español", false, WritingSystem.Latin),
        new("fr", "French", "Français", false, WritingSystem.Latin),
        new("it", "Italian", "Italiano", false, WritingSystem.Latin),
        new("ja", "Japanese", "日本語", false, WritingSystem.Kana),
        new("ko", "Korean", "한국어", false, WritingSystem.Hangul),
        new("nl", "Dutch", "Nederlands", false, WritingSystem.Latin),
        new("pl", "Polish", "Polski", false, WritingSystem.Latin),
        new("pt", "Portuguese (Brazil)", "Português (Brasil)", false, WritingSystem.Latin),
        new("ru", "Russian", "Русский", false, WritingSystem.Cyrillic),
        new("sv", "Swedish", "Svenska", false, WritingSystem.Latin),
        new("tr", "Turkish", "Türkçe", false, WritingSystem.Latin),
        new("zh-Hans", "Chinese Simplified", "中文 (简体)", false, WritingSystem.Han),
    ];

    private static FrozenDictionary<string, TranslationLanguage> ByCode { get; } = All.ToFrozenDictionary(static language => language.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a language by its code; a region that makes no difference is left out, so that <c>de-AT</c> is <c>de</c>.</summary>
    /// <param name="code">BCP 47 code, in any case.</param>
    /// <returns>The language, or null where it is none of the product's.</returns>
    public static TranslationLanguage? Find(string? code)
    {
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        if (ByCode.TryGetValue(Aliases.GetValueOrDefault(code, code), out var found))
        {
            return found;
        }

        var dash = code.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && !code.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ByCode.GetValueOrDefault(code[..dash]) : null;
    }
}
