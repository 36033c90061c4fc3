namespace XbFunctions.Xb.Replay;

/// <summary>How a file is replayed.</summary>
/// <param name="Speed">Times real time; null for as fast as it goes.</param>
/// <param name="Patience">Longest time without any progress before the command gives up.</param>
internal sealed record ReplaySettings(double? Speed, TimeSpan Patience);
