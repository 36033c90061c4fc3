namespace XbFunctions.State.Tests;

/// <summary>The process ends here: not transient, so that nothing retries it.</summary>
public sealed class SimulatedCrashException : Exception;
