using XbFunctions.Xb.Evaluate.Sequences;

namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>The result of an evaluation.</summary>
/// <param name="Sessions">Training sessions.</param>
/// <param name="Items">Items.</param>
/// <param name="Examples">Examples of the test.</param>
/// <param name="ValidationExamples">Examples that constants and ranker were tuned on, from the last training sessions.</param>
/// <param name="Constants">Constants of the sources, as tuned.</param>
/// <param name="RankerTrees">Trees of the ranker.</param>
/// <param name="Rows">Lines of the result.</param>
internal sealed record SessionReport(
    int Sessions, int Items, int Examples, int ValidationExamples, SourceConstants Constants, int RankerTrees, IReadOnlyList<SessionRow> Rows);
