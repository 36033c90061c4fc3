namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tries a failed invocation again after delays that double, with jitter, between two bounds.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <summary>Sets the policy.</summary>
    /// <param name="maxRetryCount">Retries after the first failure; -1 means for ever.</param>
    /// <param name="minimumInterval">First delay, as a <see cref="TimeSpan"/> in text.</param>
    /// <param name="maximumInterval">Longest delay, as a <see cref="TimeSpan"/> in text.</param>
    /// <exception cref="ArgumentOutOfRangeException">An interval is no <see cref="TimeSpan"/> or is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="minimumInterval"/> is above <paramref name="maximumInterval"/>.</exception>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        var minimum = ParseInterval(minimumInterval, nameof(minimumInterval));
        var maximum = ParseInterval(maximumInterval, nameof(maximumInterval));
        if (minimum > maximum)
        {
            throw new ArgumentException($"The minimum interval {minimumInterval} is above the maximum {maximumInterval}.", nameof(minimumInterval));
        }

        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The first delay, as written.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest delay, as written.</summary>
    public string MaximumInterval { get; }
}
