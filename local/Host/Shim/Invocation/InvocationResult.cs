using XbFunctions.Host;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function's return value, as middleware sees it after <c>next</c>.</summary>
public class InvocationResult
{
    private readonly InvocationReturn _return;

    internal InvocationResult(InvocationReturn value) => _return = value;

    /// <summary>The return value; setting it replaces what is answered or sent.</summary>
    public object? Value
    {
        get => _return.Value;
        set => _return.Value = value;
    }
}
