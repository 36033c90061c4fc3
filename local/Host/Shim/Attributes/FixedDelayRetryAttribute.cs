namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tries a failed invocation again after a fixed delay.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Sets the policy.</summary>
    /// <param name="maxRetryCount">Retries after the first failure; -1 means for ever.</param>
    /// <param name="delayInterval">Delay as a <see cref="TimeSpan"/> in text, such as <c>00:00:05</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delayInterval"/> is no <see cref="TimeSpan"/> or is negative.</exception>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        _ = ParseInterval(delayInterval, nameof(delayInterval));
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The delay, as written.</summary>
    public string DelayInterval { get; }
}
