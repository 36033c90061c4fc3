using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>A tensor of a graph under construction: its name, element type and dimensions.</summary>
internal sealed class GraphTensor(string name, OnnxElementType type, OnnxDimension[] shape)
{
    /// <summary>Name in the ONNX graph.</summary>
    public string Name { get; } = name;

    /// <summary>Element type.</summary>
    public OnnxElementType Type { get; } = type;

    /// <summary>Dimensions, outermost first.</summary>
    public OnnxDimension[] Shape { get; } = shape;

    /// <summary>Number of dimensions.</summary>
    public int Rank => Shape.Length;

    /// <summary>Name, type and dimensions, for messages.</summary>
    public override string ToString() =>
        $"{Name}: {Type}[{string.Join(", ", Shape.Select(static dimension => dimension.Symbol ?? $"{dimension.Length}"))}]";
}
