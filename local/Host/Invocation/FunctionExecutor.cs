using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Runs invocations of one function: a scope of services a try, the retry policy, the function timeout, its outputs.</summary>
internal sealed class FunctionExecutor
{
    private readonly FunctionPipeline _pipeline;
    private readonly LocalFunctionDefinition _definition;
    private readonly OutputSender _outputs;
    private readonly ExecutorServices _services;
    private readonly ILogger _logger;

    public FunctionExecutor(FunctionDescriptor function, FunctionPipeline pipeline, OutputSender outputs, ExecutorServices services)
    {
        Function = function;
        _pipeline = pipeline;
        _definition = new LocalFunctionDefinition(function);
        _outputs = outputs;
        _services = services;
        _logger = services.Loggers.CreateLogger("Function." + function.Name);
    }

    /// <summary>The function.</summary>
    public FunctionDescriptor Function { get; }

    /// <summary>Runs one invocation to its end: success, or failure on the last try that the policy allows.</summary>
    /// <param name="request">What the trigger hands over.</param>
    /// <param name="aborted">Ends this invocation alone, such as a closed HTTP connection.</param>
    /// <returns>The outcome; a failure has been logged.</returns>
    public async Task<InvocationOutcome> RunAsync(InvocationRequest request, CancellationToken aborted = default)
    {
        _services.Counts.Begin();
        var invocationId = Guid.CreateVersion7(_services.Time.GetUtcNow()).ToString();
        var retries = 0;
        var retrying = false;
        try
        {
            while (true)
            {
                var outcome = await TryAsync(invocationId, request, retries, aborted).ConfigureAwait(false);
                if (outcome.Failure is null || !MayRetry(retries))
                {
                    return outcome;
                }

                if (!retrying)
                {
                    retrying = true;
                    _services.Counts.BeginRetrying();
                }

                if (!await WaitForRetryAsync(invocationId, ++retries, aborted).ConfigureAwait(false))
                {
                    return outcome;
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
        using var timeout = _services.Timeout is { } limit ? new CancellationTokenSource(limit, _services.Time) : new CancellationTokenSource();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, aborted, _services.Signals.Cancelling);
        try
        {
            return new InvocationOutcome(await InvokeAsync(invocationId, request, retries, cancel.Token).ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            Report(invocationId, exception, timeout.IsCancellationRequested, aborted);
            return new InvocationOutcome(null, exception);
        }
    }

    private async Task<object?> InvokeAsync(string invocationId, InvocationRequest request, int retries, CancellationToken cancellationToken)
    {
        var retry = Function.Retry is { } policy ? new LocalRetryContext(retries, policy.MaxRetryCount) : null;
        if (request.Http is { } http)
        {
            return await RunInScopeAsync(http.RequestServices).ConfigureAwait(false);
        }

        var scope = _services.Scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await RunInScopeAsync(scope.ServiceProvider).ConfigureAwait(false);
        }

        async Task<object?> RunInScopeAsync(IServiceProvider services)
        {
            var context = new LocalFunctionContext(invocationId, _definition, request, retry, services, cancellationToken);
            await _pipeline.RunAsync(context).ConfigureAwait(false);
            await _outputs.SendAsync(context.Return.Value, cancellationToken).ConfigureAwait(false);
            return context.Return.Value;
        }
    }

    private bool MayRetry(int retries) => Function.Retry?.Allows(retries) == true && !_services.Signals.Stopping.IsCancellationRequested;

    private async Task<bool> WaitForRetryAsync(string invocationId, int retry, CancellationToken aborted)
    {
        var delay = Function.Retry!.DelayBefore(retry, Random.Shared.NextDouble());
        _logger.RetryScheduled(Function.Name, invocationId, retry, delay);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_services.Signals.Stopping, aborted);
        await Task.Delay(delay, _services.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    private void Report(string invocationId, Exception exception, bool timedOut, CancellationToken aborted)
    {
        if (timedOut)
        {
            _logger.InvocationTimedOut(Function.Name, invocationId, _services.Timeout!.Value);
        }
        else if (exception is OperationCanceledException && (aborted.IsCancellationRequested || _services.Signals.Cancelling.IsCancellationRequested))
        {
            _logger.InvocationCancelled(Function.Name, invocationId);
        }
        else if (exception is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            _logger.InvocationFailed(exception, Function.Name, invocationId);
        }
    }
}
