namespace XbFunctions.Host;

/// <summary>How an invocation ended, after its retries.</summary>
/// <param name="End">Success, failure, or neither because it was cut short.</param>
/// <param name="Value">What the function returned.</param>
/// <param name="Failure">What it threw on the last try; <see langword="null"/> when it succeeded or never began.</param>
internal readonly record struct InvocationOutcome(InvocationEnd End, object? Value, Exception? Failure)
{
    /// <summary>Whether it was cut short: such an invocation is never checkpointed, and its events are delivered again.</summary>
    public bool IsCancelled => End == InvocationEnd.Cancelled;

    public static InvocationOutcome Succeeded(object? value) => new(InvocationEnd.Succeeded, value, null);

    public static InvocationOutcome Failed(Exception failure) => new(InvocationEnd.Failed, null, failure);

    public static InvocationOutcome Cancelled(Exception? failure) => new(InvocationEnd.Cancelled, null, failure);
}
