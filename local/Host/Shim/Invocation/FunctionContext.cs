namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function and its middleware know about the invocation they run in.</summary>
public abstract class FunctionContext
{
    /// <summary>Id of the invocation; the same over its retries.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Stable id of the function in the app.</summary>
    public abstract string FunctionId { get; }

    /// <summary>W3C trace context of the invocation.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Trigger data as text, by name.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Retry state; <see langword="null"/> where the trigger has no retry policy.</summary>
    public abstract RetryContext? RetryContext { get; }

    /// <summary>Services of the invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that runs.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share during the invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Typed values of the invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Fires when the host stops, the request is aborted or the function's time is over.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
