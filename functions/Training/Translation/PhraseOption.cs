namespace XbFunctions.Training.Translation;

/// <summary>A translation of a phrase. Logarithms are natural.</summary>
/// <param name="Words">Target words; one that is negative copies the source word at its complement.</param>
/// <param name="Forward">log p(target | source).</param>
/// <param name="Inverse">log p(source | target).</param>
/// <param name="LexicalForward">log of the lexical weight of the target.</param>
/// <param name="LexicalInverse">log of the lexical weight of the source.</param>
/// <param name="Previous">log probabilities of monotone, swap and discontinuous against the phrase before.</param>
/// <param name="Next">The same against the phrase behind.</param>
internal sealed record PhraseOption(
    int[] Words, float Forward, float Inverse, float LexicalForward, float LexicalInverse, float[] Previous, float[] Next);
