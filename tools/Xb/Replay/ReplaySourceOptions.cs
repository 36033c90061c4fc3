namespace XbFunctions.Xb.Replay;

/// <summary>What of a file is replayed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Limit">Rows at most.</param>
/// <param name="BadRows">What becomes of unreadable rows.</param>
internal sealed record ReplaySourceOptions(string Path, long Limit = long.MaxValue, BadRows BadRows = BadRows.Stop);
