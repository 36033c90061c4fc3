using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Runs invocations of one function: its tries, the retry policy, the function timeout.</summary>
internal sealed class FunctionExecutor
{
    private readonly FunctionTry _try;
    private readonly ExecutorServices _services;
    private readonly ILogger _logger;
    private volatile bool _isStuck;

    public FunctionExecutor(FunctionDescriptor function, FunctionPipeline pipeline, OutputSender outputs, ExecutorServices services)
    {
        Function = function;
        _try = new FunctionTry(function, pipeline, outputs, services.Scopes);
        _services = services;
        _logger = services.Loggers.CreateLogger("Function." + function.Name);
    }

    /// <summary>The function.</summary>
    public FunctionDescriptor Function { get; }

    /// <summary>Runs one invocation to its end: success, failure on the last try that the policy allows, or cut short.</summary>
    /// <param name="request">What the trigger hands over.</param>
    /// <param name="aborted">Ends this invocation alone, such as a closed HTTP connection or a lost partition.</param>
    /// <returns>The outcome; a failure has been logged.</returns>
    public async Task<InvocationOutcome> RunAsync(InvocationRequest request, CancellationToken aborted = default)
    {
        if (_isStuck && request.Http is null)
        {
            // Nothing begins beside the code that does not end; whoever waits here is let go by the stopping host.
            await Task.Delay(Timeout.InfiniteTimeSpan, _services.Signals.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return InvocationOutcome.Cancelled(null);
        }

        _services.Counts.Begin();
        var retrying = false;
        try
        {
            var invocationId = Guid.CreateVersion7(_services.Time.GetUtcNow()).ToString();
            for (var retries = 0; ; retries++)
            {
                var outcome = await TryAsync(invocationId, request, retries, aborted).ConfigureAwait(false);
                if (outcome.End != InvocationEnd.Failed || Function.Retry?.Allows(retries) != true)
                {
                    return outcome;
                }

                if (!retrying)
                {
                    retrying = true;
                    _services.Counts.BeginRetrying();
                }

                if (_isStuck || !await WaitForRetryAsync(invocationId, retries + 1, aborted).ConfigureAwait(false))
                {
                    // A retry was due and did not come: not the last word on this invocation.
                    return InvocationOutcome.Cancelled(outcome.Failure);
                }
            }
        }
        finally
        {
            _services.Counts.End(retrying);
        }
    }

    private async Task<InvocationOutcome> TryAsync(string invocationId, InvocationRequest request, int retries, CancellationToken aborted)
    {
        using var deadline = new InvocationDeadline(_services.Timeout, _services.Time, () => Overrun(invocationId));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, aborted, _services.Signals.Cancelling);
        try
        {
            var run = _try.RunAsync(invocationId, request, retries, cancel.Token);
            var value = await (run.IsCompleted || _services.Timeout is null ? run : FirstAsync(run, deadline)).ConfigureAwait(false);
            return deadline.Token.IsCancellationRequested ? TimedOut(invocationId) : InvocationOutcome.Succeeded(value);
        }
        catch (Exception exception)
        {
            return deadline.Token.IsCancellationRequested && !aborted.IsCancellationRequested && !_services.Signals.Cancelling.IsCancellationRequested
                ? TimedOut(invocationId)
                : Failed(invocationId, exception, aborted);
        }
    }

    // Whichever ends first: the function, or the patience with it.
    private async Task<object?> FirstAsync(Task<object?> run, InvocationDeadline deadline)
    {
        if (await Task.WhenAny(run, deadline.Overran).ConfigureAwait(false) != run)
        {
            _ = run.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new FunctionTimeoutException(Function.Name, _services.Timeout!.Value, isStuck: true);
        }

        return await run.ConfigureAwait(false);
    }

    private InvocationOutcome TimedOut(string invocationId)
    {
        _logger.InvocationTimedOut(Function.Name, invocationId, _services.Timeout!.Value);
        return InvocationOutcome.Failed(new FunctionTimeoutException(Function.Name, _services.Timeout.Value, _isStuck));
    }

    private InvocationOutcome Failed(string invocationId, Exception exception, CancellationToken aborted)
    {
        if (aborted.IsCancellationRequested || _services.Signals.Cancelling.IsCancellationRequested)
        {
            _logger.InvocationCancelled(Function.Name, invocationId);
            return InvocationOutcome.Cancelled(exception);
        }

        if (exception is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            _logger.InvocationFailed(exception, Function.Name, invocationId);
        }

        return InvocationOutcome.Failed(exception);
    }

    private void Overrun(string invocationId)
    {
        _isStuck = true;
        _logger.InvocationStuck(Function.Name, invocationId, InvocationDeadline.Grace);
        _services.Stuck.Handle(Function.Name);
    }

    private async Task<bool> WaitForRetryAsync(string invocationId, int retry, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_services.Signals.Stopping, aborted);
        if (stop.IsCancellationRequested)
        {
            return false;
        }

        var delay = Function.Retry!.DelayBefore(retry, Random.Shared.NextDouble());
        _logger.RetryScheduled(Function.Name, invocationId, retry, delay);
        await Task.Delay(delay, _services.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
