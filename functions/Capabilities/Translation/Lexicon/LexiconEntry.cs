namespace XbFunctions.Capabilities.Translation;

/// <summary>A term of the commerce lexicon.</summary>
/// <param name="Kind">What it is in a title.</param>
/// <param name="Terms">Forms of each language, by code: the singular, then the plural where it was written down.</param>
internal sealed record LexiconEntry(LexiconKind Kind, IReadOnlyDictionary<string, string[]> Terms);
