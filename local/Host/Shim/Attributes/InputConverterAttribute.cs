namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the type that converts the input of a parameter.</summary>
/// <param name="converterType">The converting type.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct)]
#pragma warning disable CA1813 // Not sealed by Microsoft either.
public class InputConverterAttribute(Type converterType) : Attribute
#pragma warning restore CA1813
{
    /// <summary>The converting type.</summary>
    public Type ConverterType { get; } = converterType;
}
