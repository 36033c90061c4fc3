namespace XbFunctions.State;

/// <summary>An event that the processor gave up on, before it is written.</summary>
internal readonly record struct PendingDeadLetter(StreamEvent Event, string Stage, string Reason);
