using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host;

/// <summary>The app's middleware with the function itself at the end.</summary>
internal sealed class FunctionPipeline
{
    private readonly FunctionExecutionDelegate _first;
    private readonly ParameterBinder _binder;
    private readonly MethodInvoker _method;
    private readonly ObjectFactory? _factory;
    private readonly Func<object, ValueTask<object?>> _await;

    public FunctionPipeline(FunctionDescriptor function, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        _binder = new ParameterBinder(function);
        _method = MethodInvoker.Create(function.Method);
        _factory = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Type, Type.EmptyTypes);
        _await = ReturnedTask.Awaiter(function.Method.ReturnType);
        _first = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, static (next, step) => step(next));
    }

    /// <summary>Runs middleware and function; the result is in the context afterwards.</summary>
    public Task RunAsync(LocalFunctionContext context) => _first(context);

    private async Task ExecuteAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        var arguments = await _binder.BindAsync(local).ConfigureAwait(false);
        var instance = _factory?.Invoke(context.InstanceServices, null);
        try
        {
            var returned = _method.Invoke(instance, arguments.AsSpan());
            local.Return.Value = returned is null ? null : await _await(returned).ConfigureAwait(false);
        }
        finally
        {
            await ReleaseAsync(instance).ConfigureAwait(false);
        }
    }

    private static async ValueTask ReleaseAsync(object? instance)
    {
        switch (instance)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
            default:
                break;
        }
    }
}
