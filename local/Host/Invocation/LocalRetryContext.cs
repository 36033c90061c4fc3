using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The retry state that a function sees.</summary>
internal sealed class LocalRetryContext(int retryCount, int maxRetryCount) : RetryContext
{
    public override int RetryCount => retryCount;

    public override int MaxRetryCount => maxRetryCount;
}
