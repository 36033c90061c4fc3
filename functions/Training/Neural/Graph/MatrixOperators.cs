using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Products of matrices and layer normalisation, each with its rule beside it.</summary>
internal static class MatrixOperators
{
    /// <summary>
    /// a b: with a matrix <paramref name="b"/> for every row of <paramref name="a"/>, else matrix by matrix with equal leading dimensions.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="a">Shape <c>[..., m, k]</c>.</param>
    /// <param name="b">Shape <c>[k, n]</c>, or <c>[..., k, n]</c> with the leading dimensions of <paramref name="a"/>.</param>
    public static GraphTensor MatMul(this NetworkGraph graph, GraphTensor a, GraphTensor b)
    {
        if (a.Shape[^1] != b.Shape[^2] || (b.Rank > 2 && !a.Shape.AsSpan(..^2).SequenceEqual(b.Shape.AsSpan(..^2))))
        {
            throw new InvalidOperationException($"MatMul: {a} and {b} do not fit.");
        }

        var y = graph.Emit("MatMul", [a, b], a.Type, [.. a.Shape[..^1], b.Shape[^1]]);
        return graph.Record(y, [a, b], (gradients, dy) =>
        {
            if (gradients.IsWanted(a))
            {
                gradients.Add(a, graph.MatMul(dy, SwapLast(graph, b)));
            }

            if (gradients.IsWanted(b))
            {
                gradients.Add(b, b.Rank > 2
                    ? graph.MatMul(SwapLast(graph, a), dy)
                    : graph.TransposedProduct(graph.FlattenRows(a), graph.FlattenRows(dy)));
            }
        });
    }

    /// <summary>aᵀ b of two matrices without a transposed copy. Puts nothing on the tape: for rules.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="a">Shape <c>[k, m]</c>.</param>
    /// <param name="b">Shape <c>[k, n]</c>.</param>
    public static GraphTensor TransposedProduct(this NetworkGraph graph, GraphTensor a, GraphTensor b) =>
        graph.Emit("Gemm", [a, b], a.Type, [a.Shape[1], b.Shape[1]], OnnxAttribute.Int("transA", 1));

    /// <summary>
    /// Layer normalisation over the last dimension (Ba, Kiros, Hinton, arXiv 1607.06450). In float it is ONNX's operator, whose mean and
    /// inverse deviation the rule uses again; its double form gives them in float, so that double graphs compute them by hand.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="scale">Shape <c>[width]</c>.</param>
    /// <param name="shift">Shape <c>[width]</c>.</param>
    public static GraphTensor LayerNormalization(this NetworkGraph graph, GraphTensor x, GraphTensor scale, GraphTensor shift)
    {
        const float Epsilon = 1e-5f;
        var last = x.Rank - 1;
        OnnxDimension[] narrow = [.. x.Shape[..^1], OnnxDimension.Fixed(1)];
        var recording = graph.IsRecording;
        graph.IsRecording = false;
        var (y, mean, inverse) = graph.Real == OnnxElementType.Float ? WithOperator(graph, x, scale, shift, narrow, Epsilon)
            : ByHand(graph, x, scale, shift, Epsilon);
        graph.IsRecording = recording;
        return graph.Record(y, [x, scale, shift], (gradients, dy) =>
        {
            var normal = graph.Multiply(graph.Subtract(x, mean), inverse);
            gradients.Add(shift, dy);
            gradients.Add(scale, graph.Multiply(dy, normal));
            if (!gradients.IsWanted(x))
            {
                return;
            }

            var dn = graph.Multiply(dy, scale);
            var along = graph.Multiply(normal, graph.Mean(graph.Multiply(dn, normal), last));
            gradients.Add(x, graph.Multiply(inverse, graph.Subtract(graph.Subtract(dn, graph.Mean(dn, last)), along)));
        });
    }

    private static (GraphTensor Y, GraphTensor Mean, GraphTensor Inverse) WithOperator(
        NetworkGraph graph, GraphTensor x, GraphTensor scale, GraphTensor shift, OnnxDimension[] narrow, float epsilon)
    {
        var y = new GraphTensor(graph.NextName("LayerNormalization"), x.Type, x.Shape);
        var mean = new GraphTensor(graph.NextName("Mean"), x.Type, narrow);
        var inverse = new GraphTensor(graph.NextName("InvStdDev"), x.Type, narrow);
        GraphTensor[] outputs = graph.IsScoring ? [y] : [y, mean, inverse];
        graph.EmitMany("LayerNormalization", [x, scale, shift], outputs, OnnxAttribute.Float("epsilon", epsilon));
        return (y, mean, inverse);
    }

    private static (GraphTensor Y, GraphTensor Mean, GraphTensor Inverse) ByHand(
        NetworkGraph graph, GraphTensor x, GraphTensor scale, GraphTensor shift, float epsilon)
    {
        var last = x.Rank - 1;
        var mean = graph.Mean(x, last);
        var centred = graph.Subtract(x, mean);
        var variance = graph.Add(graph.Mean(graph.Multiply(centred, centred), last), graph.Scalar(epsilon));
        var deviation = graph.Emit("Sqrt", [variance], x.Type, variance.Shape);
        var inverse = graph.Divide(graph.Scalar(1), deviation);
        return (graph.Add(graph.Multiply(graph.Multiply(centred, inverse), scale), shift), mean, inverse);
    }

    private static GraphTensor SwapLast(NetworkGraph graph, GraphTensor x)
    {
        int[] order = [.. Enumerable.Range(0, x.Rank)];
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return graph.Transpose(x, order);
    }
}
