namespace XbFunctions.Capabilities.Translation;

/// <summary>A term of the glossary in a translation.</summary>
/// <param name="Source">As it stands in the source.</param>
/// <param name="Target">As it stands in the translation.</param>
public sealed record GlossaryUse(string Source, string Target);
