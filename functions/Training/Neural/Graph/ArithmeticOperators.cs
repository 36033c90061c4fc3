using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Arithmetic by element, with ONNX's broadcasting, and sums; each with its rule beside it.</summary>
internal static class ArithmeticOperators
{
    /// <summary>a + b.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="a">First tensor.</param>
    /// <param name="b">Second tensor.</param>
    public static GraphTensor Add(this NetworkGraph graph, GraphTensor a, GraphTensor b) =>
        graph.Record(Binary(graph, "Add", a, b), [a, b], (gradients, dy) =>
        {
            gradients.Add(a, dy);
            gradients.Add(b, dy);
        });

    /// <summary>a - b.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="a">First tensor.</param>
    /// <param name="b">Second tensor.</param>
    public static GraphTensor Subtract(this NetworkGraph graph, GraphTensor a, GraphTensor b) =>
        graph.Record(Binary(graph, "Sub", a, b), [a, b], (gradients, dy) =>
        {
            gradients.Add(a, dy);
            if (gradients.IsWanted(b))
            {
                gradients.Add(b, graph.Emit("Neg", [dy], dy.Type, dy.Shape));
            }
        });

    /// <summary>a * b by element.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="a">First tensor.</param>
    /// <param name="b">Second tensor.</param>
    public static GraphTensor Multiply(this NetworkGraph graph, GraphTensor a, GraphTensor b) =>
        graph.Record(Binary(graph, "Mul", a, b), [a, b], (gradients, dy) =>
        {
            if (gradients.IsWanted(a))
            {
                gradients.Add(a, graph.Multiply(dy, b));
            }

            if (gradients.IsWanted(b))
            {
                gradients.Add(b, graph.Multiply(dy, a));
            }
        });

    /// <summary>a / b by element.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="a">First tensor.</param>
    /// <param name="b">Second tensor, nowhere 0.</param>
    public static GraphTensor Divide(this NetworkGraph graph, GraphTensor a, GraphTensor b)
    {
        var y = Binary(graph, "Div", a, b);
        return graph.Record(y, [a, b], (gradients, dy) =>
        {
            var da = graph.Divide(dy, b);
            gradients.Add(a, da);
            if (gradients.IsWanted(b))
            {
                gradients.Add(b, graph.Emit("Neg", [graph.Multiply(da, y)], y.Type, y.Shape));
            }
        });
    }

    /// <summary>x times a constant.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="factor">The constant.</param>
    public static GraphTensor Scale(this NetworkGraph graph, GraphTensor x, double factor) => graph.Multiply(x, graph.Scalar(factor));

    /// <summary>The sum over some dimensions, which are kept with length 1.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="axes">The dimensions.</param>
    public static GraphTensor Sum(this NetworkGraph graph, GraphTensor x, params int[] axes) => graph.Record(
        Reduce(graph, "ReduceSum", x, axes), [x], (gradients, dy) => gradients.Add(x, graph.Expand(dy, x)));

    /// <summary>The mean over some dimensions of fixed length, which are kept with length 1.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="axes">The dimensions.</param>
    public static GraphTensor Mean(this NetworkGraph graph, GraphTensor x, params int[] axes)
    {
        var count = 1L;
        foreach (var axis in axes)
        {
            count *= x.Shape[axis].Symbol is null
                ? x.Shape[axis].Length
                : throw new InvalidOperationException($"Dimension {axis} of {x} must have a fixed length for a mean.");
        }

        return graph.Record(Reduce(graph, "ReduceMean", x, axes), [x], (gradients, dy) =>
            gradients.Add(x, graph.Expand(graph.Scale(dy, 1.0 / count), x)));
    }

    /// <summary>The sum of all values, a scalar.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor SumAll(this NetworkGraph graph, GraphTensor x)
    {
        var y = graph.Emit("ReduceSum", [x], x.Type, [], OnnxAttribute.Int("keepdims", 0));
        return graph.Record(y, [x], (gradients, dy) => gradients.Add(x, graph.Expand(dy, x)));
    }

    /// <summary>Undoes broadcasting: sums a tensor until it has smaller dimensions.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="shape">Dimensions that broadcast to those of <paramref name="x"/>.</param>
    public static GraphTensor SumTo(this NetworkGraph graph, GraphTensor x, OnnxDimension[] shape)
    {
        var extra = x.Rank - shape.Length;
        var one = OnnxDimension.Fixed(1);
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis < extra || (shape[axis - extra] == one && x.Shape[axis] != one))];
        var sum = axes.Length == 0 ? x : Reduce(graph, "ReduceSum", x, axes);
        return extra <= 0 ? sum : graph.Reshape(sum, shape);
    }

    private static GraphTensor Reduce(NetworkGraph graph, string operation, GraphTensor x, int[] axes)
    {
        OnnxDimension[] shape = [.. x.Shape];
        foreach (var axis in axes)
        {
            shape[axis] = OnnxDimension.Fixed(1);
        }

        return graph.Emit(operation, [x, graph.Integers([.. axes.Select(static axis => (long)axis)])], x.Type, shape);
    }

    private static GraphTensor Binary(NetworkGraph graph, string operation, GraphTensor a, GraphTensor b) =>
        graph.Emit(operation, [a, b], a.Type, Broadcast(operation, a, b));

    private static OnnxDimension[] Broadcast(string operation, GraphTensor a, GraphTensor b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var shape = new OnnxDimension[rank];
        var one = OnnxDimension.Fixed(1);
        for (var i = 0; i < rank; i++)
        {
            var left = i < rank - a.Rank ? one : a.Shape[i - rank + a.Rank];
            var right = i < rank - b.Rank ? one : b.Shape[i - rank + b.Rank];
            shape[i] = left == one ? right : right == one || left == right
                ? left
                : throw new InvalidOperationException($"{operation}: dimension {i} of {a} and {b} differ.");
        }

        return shape;
    }
}
