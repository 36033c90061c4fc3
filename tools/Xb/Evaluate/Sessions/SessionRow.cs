namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>One line of the result.</summary>
/// <param name="Method">What ranked.</param>
/// <param name="Step">Whose items were wanted: validation or test.</param>
/// <param name="Scores">How well it ranked.</param>
internal sealed record SessionRow(string Method, string Step, SessionScores Scores);
