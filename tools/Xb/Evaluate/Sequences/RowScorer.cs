namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Scores the rows of candidates.</summary>
/// <param name="rows">Shape <c>[scores.Length, columns]</c>.</param>
/// <param name="scores">Destination, higher is better.</param>
internal delegate void RowScorer(ReadOnlySpan<float> rows, Span<double> scores);
