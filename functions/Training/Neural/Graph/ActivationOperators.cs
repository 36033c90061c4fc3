using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Functions of one value, and softmax; each with its rule beside it.</summary>
internal static class ActivationOperators
{
    /// <summary>max(x, 0).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Relu(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("Relu", [x], x.Type, x.Shape);
        return graph.Record(y, [x], (gradients, dy) =>
        {
            var above = graph.Emit("Greater", [x, graph.Scalar(0)], OnnxElementType.Undefined, x.Shape);
            gradients.Add(x, graph.Emit("Where", [above, dy, graph.Scalar(0)], x.Type, x.Shape));
        });
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Sigmoid(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("Sigmoid", [x], x.Type, x.Shape);
        return graph.Record(y, [x], (gradients, dy) =>
            gradients.Add(x, graph.Multiply(dy, graph.Multiply(y, graph.Subtract(graph.Scalar(1), y)))));
    }

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Tanh(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("Tanh", [x], x.Type, x.Shape);
        return graph.Record(y, [x], (gradients, dy) =>
            gradients.Add(x, graph.Multiply(dy, graph.Subtract(graph.Scalar(1), graph.Multiply(y, y)))));
    }

    /// <summary>e to the power of x.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Exp(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("Exp", [x], x.Type, x.Shape);
        return graph.Record(y, [x], (gradients, dy) => gradients.Add(x, graph.Multiply(dy, y)));
    }

    /// <summary>The natural logarithm.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor, everywhere above 0.</param>
    public static GraphTensor Log(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("Log", [x], x.Type, x.Shape);
        return graph.Record(y, [x], (gradients, dy) => gradients.Add(x, graph.Divide(dy, x)));
    }

    /// <summary>
    /// The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel, arXiv 1606.08415, section 2): ONNX Runtime has no
    /// error function in double, which the gradient tests need.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Gelu(this NetworkGraph graph, GraphTensor x)
    {
        var inner = graph.Scale(graph.Add(x, graph.Scale(graph.Multiply(x, graph.Multiply(x, x)), 0.044715)), Math.Sqrt(2 / Math.PI));
        return graph.Multiply(graph.Scale(x, 0.5), graph.Add(graph.Scalar(1), graph.Tanh(inner)));
    }

    /// <summary>Softmax over the last dimension.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Softmax(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("Softmax", [x], x.Type, x.Shape, OnnxAttribute.Int("axis", -1));
        return graph.Record(y, [x], (gradients, dy) =>
        {
            var mean = graph.Sum(graph.Multiply(dy, y), x.Rank - 1);
            gradients.Add(x, graph.Multiply(y, graph.Subtract(dy, mean)));
        });
    }

    /// <summary>Sets a share of the values to 0 and scales the others up; gives <paramref name="x"/> itself in a scoring graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor; the names of its dimensions belong to inputs.</param>
    /// <param name="rate">Share, in [0, 1).</param>
    public static GraphTensor Dropout(this NetworkGraph graph, GraphTensor x, double rate) =>
        rate == 0 || graph.IsScoring ? x : graph.Multiply(x, graph.DropoutMask(rate, x.Shape));
}
