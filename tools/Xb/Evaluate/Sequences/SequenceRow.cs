namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>One line of the result.</summary>
/// <param name="Method">What ranked.</param>
/// <param name="Step">Whose items were wanted: validation or test.</param>
/// <param name="LearntFrom">What the method's items and links were learnt from.</param>
/// <param name="Scores">How well it ranked.</param>
internal sealed record SequenceRow(string Method, string Step, string LearntFrom, RankingScores Scores);
