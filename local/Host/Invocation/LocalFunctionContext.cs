using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The context of one try of one invocation.</summary>
internal sealed class LocalFunctionContext : FunctionContext
{
    private readonly LocalFunctionDefinition _definition;
    private readonly InvocationFeatures _features = new();
    private LocalTraceContext? _trace;
    private LocalBindingContext? _binding;
    private IDictionary<object, object>? _items;

    public LocalFunctionContext(
        string invocationId,
        LocalFunctionDefinition definition,
        InvocationRequest request,
        LocalRetryContext? retry,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        InvocationId = invocationId;
        _definition = definition;
        Request = request;
        RetryContext = retry;
        InstanceServices = services;
        CancellationToken = cancellationToken;
        request.IsReleased = false;
        _features.Set(Return);
    }

    public override string InvocationId { get; }

    public override string FunctionId => _definition.Id;

    public override TraceContext TraceContext => _trace ??= LocalTraceContext.Current(Request.Http);

    public override BindingContext BindingContext => _binding ??= new LocalBindingContext(Request);

    public override RetryContext? RetryContext { get; }

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => _definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features;

    public override CancellationToken CancellationToken { get; }

    /// <summary>What the listener handed over.</summary>
    public InvocationRequest Request { get; }

    /// <summary>Where the function's return value goes.</summary>
    public InvocationReturn Return { get; } = new();
}
