namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>What <c>xb evaluate sequences</c> was asked for.</summary>
/// <param name="SequencesPath">Sequences file.</param>
/// <param name="AttributesPath">Attributes file, or <see langword="null"/>.</param>
/// <param name="PredictionsPath">Where to write the lists, or <see langword="null"/>.</param>
/// <param name="Epochs">Passes of the sequence model at most; 0 leaves it out.</param>
/// <param name="Threads">Threads of the trainers.</param>
/// <param name="Seed">Seed of all random choices.</param>
internal sealed record SequenceOptions(
    string SequencesPath, string? AttributesPath, string? PredictionsPath, int Epochs, int Threads, int Seed);
