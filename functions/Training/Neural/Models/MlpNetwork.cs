using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>A multi-layer perceptron for two classes: rows of numbers in, log odds out.</summary>
/// <param name="inputs">Columns of a row.</param>
/// <param name="hidden">Width of each hidden layer.</param>
/// <param name="dropout">Share of each hidden layer that is dropped.</param>
internal sealed class MlpNetwork(int inputs, IReadOnlyList<int> hidden, double dropout)
{
    private static readonly OnnxDimension Rows = OnnxDimension.Named("rows");

    /// <summary>Describes the network up to the log odds, shape <c>[rows, 1]</c>.</summary>
    /// <param name="graph">The graph.</param>
    public GraphTensor LogOdds(NetworkGraph graph)
    {
        var x = graph.Input("features", graph.Real, Rows, OnnxDimension.Fixed(inputs));
        foreach (var (index, width) in hidden.Index())
        {
            x = graph.Dropout(graph.Gelu(graph.Dense($"layer{index}", x, width)), dropout);
        }

        return graph.Dense("output", x, 1);
    }

    /// <summary>Describes the loss: the weighted sum of the cross-entropies.</summary>
    /// <param name="graph">The graph.</param>
    public GraphTensor Loss(NetworkGraph graph)
    {
        var logOdds = LogOdds(graph);
        var labels = graph.Input("labels", graph.Real, logOdds.Shape);
        return graph.BinaryCrossEntropy(logOdds, labels, graph.Input("weights", graph.Real, logOdds.Shape));
    }
}
