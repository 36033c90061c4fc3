namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>Sessions to learn from and examples to be ranked, with items numbered from 0.</summary>
/// <param name="ItemIds">Id of each item of the training sessions, ascending.</param>
/// <param name="Sessions">Training sessions, oldest first.</param>
/// <param name="Test">Examples of the test.</param>
internal sealed record SessionData(IReadOnlyList<int> ItemIds, IReadOnlyList<int[]> Sessions, SessionExamples Test);
