namespace XbFunctions.App.OpenApi;

/// <summary>Names what an HTTP function answers with when all is well.</summary>
/// <param name="type">Type of the JSON body.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiAnswerAttribute(Type type) : Attribute
{
    /// <summary>Type of the JSON body.</summary>
    public Type Type { get; } = type;
}
