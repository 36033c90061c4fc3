namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Sizes of what <c>xb train recommendations</c> trains.</summary>
/// <param name="Epochs">Passes of the sequence model at most; 0 for none.</param>
/// <param name="Width">Length of its embeddings.</param>
/// <param name="Trees">Trees of the ranker at most; 0 for none.</param>
/// <param name="Cases">Moments that the ranker learns from, and that it is measured on, at most.</param>
/// <param name="Threads">Threads.</param>
internal sealed record RecommendationTrainingOptions(int Epochs, int Width, int Trees, int Cases, int Threads);
