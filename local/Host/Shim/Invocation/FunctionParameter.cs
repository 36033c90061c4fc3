namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function.</summary>
/// <param name="name">Name in the method.</param>
/// <param name="type">Declared type.</param>
public class FunctionParameter(string name, Type type)
{
    /// <summary>Name in the method.</summary>
    public string Name { get; } = name;

    /// <summary>Declared type.</summary>
    public Type Type { get; } = type;
}
