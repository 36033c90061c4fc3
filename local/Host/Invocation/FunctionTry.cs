using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host;

/// <summary>Runs one try of an invocation: a scope of services, the pipeline, and the outputs of what was returned.</summary>
internal sealed class FunctionTry(FunctionDescriptor function, FunctionPipeline pipeline, OutputSender outputs, IServiceScopeFactory scopes)
{
    private readonly LocalFunctionDefinition _definition = new(function);

    /// <summary>Runs the try.</summary>
    /// <returns>What the function returned.</returns>
    public async Task<object?> RunAsync(string invocationId, InvocationRequest request, int retries, CancellationToken cancellationToken)
    {
        if (request.Http is { } http)
        {
            return await RunInScopeAsync(http.RequestServices).ConfigureAwait(false);
        }

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await RunInScopeAsync(scope.ServiceProvider).ConfigureAwait(false);
        }

        async Task<object?> RunInScopeAsync(IServiceProvider services)
        {
            var retry = function.Retry is { } policy ? new LocalRetryContext(retries, policy.MaxRetryCount) : null;
            var context = new LocalFunctionContext(invocationId, _definition, request, retry, services, cancellationToken);
            await pipeline.RunAsync(context).ConfigureAwait(false);
            await outputs.SendAsync(context.Return.Value, cancellationToken).ConfigureAwait(false);
            return context.Return.Value;
        }
    }
}
