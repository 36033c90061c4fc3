namespace XbFunctions.Training.Neural;

/// <summary>A weight that a graph asks for.</summary>
/// <param name="Tensor">Where the graph reads it.</param>
/// <param name="Shape">Lengths of its dimensions.</param>
/// <param name="Start">How its values start.</param>
internal sealed record ParameterSpec(GraphTensor Tensor, long[] Shape, ParameterStart Start)
{
    /// <summary>Name, unique within the graph.</summary>
    public string Name => Tensor.Name;

    /// <summary>Number of values.</summary>
    public int Length => (int)Shape.Aggregate(1L, static (product, length) => checked(product * length));
}
