using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Losses, each with its rule beside it.</summary>
internal static class LossOperators
{
    // Smallest probability whose logarithm is taken: what underflows in float would report an endless loss. The gradient does not see it.
    private const double LeastProbability = 1e-30;

    /// <summary>
    /// The weighted sum over rows of -log softmax(x Eᵀ)[target], fused: the way back reuses the probabilities and writes no second matrix
    /// of all classes. dx = w (p E - E[target]), dE = pᵀ (w x) - rows (w x) at the targets.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Shape <c>[rows, width]</c>.</param>
    /// <param name="classes">E, shape <c>[classes, width]</c>.</param>
    /// <param name="targets">Class of each row, int64, shape <c>[rows]</c>.</param>
    /// <param name="weights">Weight of each row, shape <c>[rows, 1]</c>.</param>
    /// <returns>A scalar.</returns>
    public static GraphTensor SoftmaxCrossEntropy(
        this NetworkGraph graph, GraphTensor x, GraphTensor classes, GraphTensor targets, GraphTensor weights)
    {
        OnnxDimension[] wide = [x.Shape[0], classes.Shape[0]];
        var logits = graph.Emit("Gemm", [x, classes], x.Type, wide, OnnxAttribute.Int("transB", 1));
        var p = graph.Emit("Softmax", [logits], x.Type, wide, OnnxAttribute.Int("axis", -1));
        var picked = graph.Emit(
            "GatherElements", [p, graph.Unsqueeze(targets, 1)], x.Type, weights.Shape, OnnxAttribute.Int("axis", 1));
        var bounded = graph.Emit("Max", [picked, graph.Scalar(LeastProbability)], x.Type, weights.Shape);
        var logarithm = graph.Emit("Log", [bounded], x.Type, weights.Shape);
        var sum = graph.Emit(
            "ReduceSum", [graph.Multiply(logarithm, weights)], x.Type, [], OnnxAttribute.Int("keepdims", 0));
        var loss = graph.Emit("Neg", [sum], x.Type, []);
        return graph.Record(loss, [x, classes], (gradients, dy) =>
        {
            var scaled = graph.Multiply(weights, dy);
            if (gradients.IsWanted(x))
            {
                var expected = graph.Emit("MatMul", [p, classes], x.Type, x.Shape);
                gradients.Add(x, graph.Multiply(scaled, graph.Subtract(expected, graph.GatherRows(classes, targets))));
            }

            if (gradients.IsWanted(classes))
            {
                var rows = graph.Multiply(x, scaled);
                gradients.Add(classes, graph.TransposedProduct(p, rows));
                gradients.AddRows(classes, targets, graph.Emit("Neg", [rows], x.Type, x.Shape));
            }
        });
    }

    /// <summary>
    /// The weighted sum of the binary cross-entropies of log odds: max(x, 0) - x y + log(1 + exp(-|x|)), which overflows nowhere.
    /// dx = w (sigmoid(x) - y).
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="logOdds">Shape <c>[rows, 1]</c>.</param>
    /// <param name="labels">1 or 0, same shape.</param>
    /// <param name="weights">Weight of each row, same shape.</param>
    /// <returns>A scalar.</returns>
    public static GraphTensor BinaryCrossEntropy(
        this NetworkGraph graph, GraphTensor logOdds, GraphTensor labels, GraphTensor weights)
    {
        var (type, shape) = (logOdds.Type, logOdds.Shape);
        var positive = graph.Emit("Relu", [logOdds], type, shape);
        var size = graph.Emit("Abs", [logOdds], type, shape);
        var small = graph.Emit("Exp", [graph.Emit("Neg", [size], type, shape)], type, shape);
        var recording = graph.IsRecording;
        graph.IsRecording = false;
        var tail = graph.Log(graph.Add(small, graph.Scalar(1)));
        var each = graph.Add(graph.Subtract(positive, graph.Multiply(logOdds, labels)), tail);
        var loss = graph.SumAll(graph.Multiply(each, weights));
        graph.IsRecording = recording;
        return graph.Record(loss, [logOdds], (gradients, dy) =>
        {
            var error = graph.Subtract(graph.Sigmoid(logOdds), labels);
            gradients.Add(logOdds, graph.Multiply(graph.Multiply(error, weights), dy));
        });
    }
}
