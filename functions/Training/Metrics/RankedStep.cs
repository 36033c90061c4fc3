namespace XbFunctions.Training;

/// <summary>The rows of one score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Positives">Rows of the positive class.</param>
/// <param name="Negatives">Rows of the other class.</param>
internal readonly record struct RankedStep(float Score, int Positives, int Negatives);
