namespace XbFunctions.Host;

/// <summary>How far a consumer group has come in a partition.</summary>
/// <param name="SequenceNumber">Of the last event of the last invocation.</param>
/// <param name="Offset">Of the same event; informational.</param>
internal readonly record struct Checkpoint(long SequenceNumber, string Offset);
