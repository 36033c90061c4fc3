namespace XbFunctions.Capabilities.Translation;

/// <summary>Translations of a request, or why there are none.</summary>
/// <param name="Items">An item for each text; null when refused.</param>
/// <param name="Refusal">Why; null when translated.</param>
public readonly record struct TranslationOutcome(IReadOnlyList<TranslatedItem>? Items, TranslationRefusal? Refusal);
