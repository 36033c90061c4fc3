namespace XbFunctions.App.OpenApi;

/// <summary>Gives an example of the body that an HTTP function takes.</summary>
/// <param name="example">JSON that the function accepts.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiBodyAttribute(string example) : Attribute
{
    /// <summary>JSON that the function accepts.</summary>
    public string Example { get; } = example;
}
