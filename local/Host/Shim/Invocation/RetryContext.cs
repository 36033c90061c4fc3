namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an invocation stands in its retry policy.</summary>
public abstract class RetryContext
{
    /// <summary>Retries so far; 0 on the first try.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Retries allowed; -1 means for ever.</summary>
    public abstract int MaxRetryCount { get; }
}
