using Azure.Core;
using Azure.Core.Pipeline;

namespace XbFunctions.App.Translation;

/// <summary>Tries again as usual, but not after a 429: the engine is then left alone as long as it asks for, and another one answers meanwhile.</summary>
/// <param name="maxRetries">Most further tries.</param>
/// <param name="firstDelay">Wait before the first of them; it doubles.</param>
internal sealed class EngineRetryPolicy(int maxRetries, TimeSpan firstDelay)
    : RetryPolicy(maxRetries, DelayStrategy.CreateExponentialDelayStrategy(firstDelay))
{
    private const int TooManyRequests = 429;

    /// <inheritdoc/>
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => !IsBusy(message) && base.ShouldRetry(message, exception);

    /// <inheritdoc/>
    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsBusy(message) ? ValueTask.FromResult(false) : base.ShouldRetryAsync(message, exception);

    private static bool IsBusy(HttpMessage message) => message is { HasResponse: true, Response.Status: TooManyRequests };
}
