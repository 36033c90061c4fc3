namespace XbFunctions.Capabilities.Translation;

/// <summary>What a run over the catalogue did.</summary>
/// <param name="Translated">Titles that were translated and written.</param>
/// <param name="NeedReview">Those of them that a person should look at.</param>
/// <param name="NotCovered">Titles that no engine translates.</param>
/// <param name="Left">Titles that the run had no characters left for.</param>
/// <param name="Characters">Characters that were given to engines, by the engine's name; titles that the memory knew are not among them.</param>
public sealed record CatalogueTranslationReport(int Translated, int NeedReview, int NotCovered, int Left, IReadOnlyDictionary<string, long> Characters);
