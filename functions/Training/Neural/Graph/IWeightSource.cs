using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Where a scoring graph takes its weights from.</summary>
internal interface IWeightSource
{
    /// <summary>Writes a weight into a graph, as a constant under its own name.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Name of the weight.</param>
    /// <param name="shape">Lengths of its dimensions, as the network asks for them.</param>
    void Emit(OnnxGraphBuilder graph, string name, long[] shape);
}
