namespace XbFunctions.Capabilities.Translation;

/// <summary>A language that can be asked for.</summary>
/// <param name="Code">BCP 47 code as Translator v3 has it, such as <c>de</c> or <c>zh-Hans</c>.</param>
/// <param name="Name">Name in English.</param>
/// <param name="NativeName">Name in the language itself.</param>
/// <param name="IsRightToLeft">Whether it is written from right to left.</param>
/// <param name="Script">What its words are written in.</param>
public sealed record TranslationLanguage(string Code, string Name, string NativeName, bool IsRightToLeft, WritingSystem Script);
