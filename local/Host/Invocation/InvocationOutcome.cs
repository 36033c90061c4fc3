namespace XbFunctions.Host;

/// <summary>How an invocation ended, after its retries.</summary>
/// <param name="Value">What the function returned.</param>
/// <param name="Failure">What it threw on the last try; <see langword="null"/> when it succeeded.</param>
internal readonly record struct InvocationOutcome(object? Value, Exception? Failure);
