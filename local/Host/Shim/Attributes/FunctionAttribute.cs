namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method of a public class a function.</summary>
/// <param name="name">Name of the function, unique in the app regardless of case.</param>
[AttributeUsage(AttributeTargets.Method)]
#pragma warning disable CA1813 // Not sealed by Microsoft either.
public class FunctionAttribute(string name) : Attribute
#pragma warning restore CA1813
{
    /// <summary>Name of the function: part of its route, key, timer blob and log category.</summary>
    public string Name { get; } = name;
}
