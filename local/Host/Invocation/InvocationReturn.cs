namespace XbFunctions.Host;

/// <summary>Holds what a function returned, between the function, the middleware around it and the host.</summary>
internal sealed class InvocationReturn
{
    public object? Value { get; set; }
}
