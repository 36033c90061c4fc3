using XbFunctions.Host;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function's return value with its type.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class InvocationResult<T>
{
    private readonly InvocationReturn _return;

    internal InvocationResult(InvocationReturn value) => _return = value;

    /// <summary>The return value; setting it replaces what is answered or sent.</summary>
    public T? Value
    {
        get => (T?)_return.Value;
        set => _return.Value = value;
    }
}
