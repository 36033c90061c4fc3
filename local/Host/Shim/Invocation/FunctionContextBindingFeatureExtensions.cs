using XbFunctions.Host;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to the return value of an invocation.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The return value, readable and settable after <c>next</c>.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>A view of the value, not a copy.</returns>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new(Return(context));

    /// <summary>The return value with its type.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <returns>A view of the value, not a copy.</returns>
    /// <exception cref="InvalidOperationException">The value is not a <typeparamref name="T"/>.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var value = Return(context);
        return value.Value is T
            ? new InvocationResult<T>(value)
            : throw new InvalidOperationException(
                $"The result of function {context.FunctionDefinition.Name} is {value.Value?.GetType().ToString() ?? "null"}, not {typeof(T)}.");
    }

    private static InvocationReturn Return(FunctionContext context) =>
        context.Features.Get<InvocationReturn>() ?? throw new InvalidOperationException("The context carries no invocation result.");
}
