namespace XbFunctions.State;

/// <summary>Events that never reached a function: they were skipped, and the hub no longer held them.</summary>
/// <param name="First">First sequence number lost.</param>
/// <param name="Last">Last sequence number lost.</param>
/// <param name="FoundAt">When the hub accepted the event behind the gap.</param>
public readonly record struct SequenceGap(long First, long Last, DateTimeOffset FoundAt);
