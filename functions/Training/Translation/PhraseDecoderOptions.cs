namespace XbFunctions.Training.Translation;

/// <summary>Bounds of the search.</summary>
/// <param name="StackSize">Hypotheses kept of each number of translated words.</param>
/// <param name="MaxOptions">Translations tried of each phrase.</param>
/// <param name="Distortion">Most source words jumped over.</param>
public sealed record PhraseDecoderOptions(int StackSize = 100, int MaxOptions = 20, int Distortion = 6);
