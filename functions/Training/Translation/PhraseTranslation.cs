namespace XbFunctions.Training.Translation;

/// <summary>A translation that the search found.</summary>
/// <param name="Words">Target words; one that is negative copies the source word at its complement.</param>
/// <param name="Features">Values in the order of <see cref="PhraseFeature"/>.</param>
/// <param name="Score">Their weighted sum.</param>
internal sealed record PhraseTranslation(int[] Words, double[] Features, double Score);
