using System.Net.Sockets;
using Azure;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>Retries transient storage faults without limit, with a wait that doubles up to a ceiling; only cancellation ends it.</summary>
internal sealed class TransientRetry(StateOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs an action until it succeeds or fails for good.</summary>
    /// <param name="operation">What is done, for the log: a verb and a blob, never personal data.</param>
    /// <param name="action">Safe to run again after a fault whose effect is unknown.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> RunAsync<T>(
        string operation, Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (IsTransient(fault))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wait = Wait(attempt);
                StateInstruments.Retried();
                logger.Retrying(operation, attempt, wait.TotalMilliseconds, fault.GetType().Name);
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(string operation, Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        RunAsync(
            operation,
            async token =>
            {
                await action(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>True for faults that go away by themselves: throttling, server errors, broken connections, timeouts.</summary>
    public static bool IsTransient(Exception fault) => fault switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        AggregateException many => many.InnerExceptions.All(IsTransient),
        IOException or SocketException or TimeoutException or HttpRequestException => true,
        // The storage client reports its own network timeout as a cancellation.
        OperationCanceledException => true,
        _ => false,
    };

    private TimeSpan Wait(int attempt)
    {
        var factor = Math.Pow(2, Math.Min(attempt - 1, 20));
        var ticks = Math.Min(options.RetryFirstDelay.Ticks * factor, options.RetryMaxDelay.Ticks);
        return TimeSpan.FromTicks((long)ticks);
    }
}
