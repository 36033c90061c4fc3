using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Operators that move values and compute nothing, each with its rule beside it.</summary>
internal static class ShapeOperators
{
    /// <summary>Gives a tensor other dimensions of the same number of values.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="shape">New dimensions; at most one may have a name that belongs to no input.</param>
    public static GraphTensor Reshape(this NetworkGraph graph, GraphTensor x, params OnnxDimension[] shape)
    {
        if (shape.AsSpan().SequenceEqual(x.Shape))
        {
            return x;
        }

        var y = graph.Emit("Reshape", [x, ShapeVector(graph, shape)], x.Type, shape);
        return graph.Record(y, [x], (gradients, dy) => gradients.Add(x, graph.Reshape(dy, x.Shape)));
    }

    /// <summary>Joins all dimensions but the last into one.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor, rank 2 or more.</param>
    public static GraphTensor FlattenRows(this NetworkGraph graph, GraphTensor x) =>
        x.Rank == 2 ? x : graph.Reshape(x, Product(x.Shape.AsSpan(..^1)), x.Shape[^1]);

    /// <summary>Changes the order of the dimensions.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="order">For each new dimension the old one.</param>
    public static GraphTensor Transpose(this NetworkGraph graph, GraphTensor x, params int[] order)
    {
        OnnxDimension[] shape = [.. order.Select(axis => x.Shape[axis])];
        var y = graph.Emit(
            "Transpose", [x], x.Type, shape, OnnxAttribute.Ints("perm", order.Select(static axis => (long)axis)));
        return graph.Record(y, [x], (gradients, dy) =>
        {
            var back = new int[order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                back[order[i]] = i;
            }

            gradients.Add(x, graph.Transpose(dy, back));
        });
    }

    /// <summary>Puts tensors behind each other along a dimension of fixed lengths.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="axis">The dimension.</param>
    /// <param name="parts">One or more tensors.</param>
    public static GraphTensor Concat(this NetworkGraph graph, int axis, params GraphTensor[] parts)
    {
        OnnxDimension[] shape = [.. parts[0].Shape];
        shape[axis] = OnnxDimension.Fixed(parts.Sum(part => FixedLength(part, axis)));
        var y = graph.Emit("Concat", parts, parts[0].Type, shape, OnnxAttribute.Int("axis", axis));
        return graph.Record(y, parts, (gradients, dy) =>
        {
            var start = 0L;
            foreach (var part in parts)
            {
                var end = start + FixedLength(part, axis);
                gradients.Add(part, graph.Slice(dy, axis, start, end));
                start = end;
            }
        });
    }

    /// <summary>Takes a run along a dimension of fixed length.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The dimension.</param>
    /// <param name="start">First index.</param>
    /// <param name="end">Index after the last.</param>
    public static GraphTensor Slice(this NetworkGraph graph, GraphTensor x, int axis, long start, long end)
    {
        var length = FixedLength(x, axis);
        OnnxDimension[] shape = [.. x.Shape];
        shape[axis] = OnnxDimension.Fixed(end - start);
        var y = graph.Emit("Slice", [x, graph.Integers(start), graph.Integers(end), graph.Integers(axis)], x.Type, shape);
        return graph.Record(y, [x], (gradients, dy) =>
        {
            var pads = new long[2 * x.Rank];
            (pads[axis], pads[x.Rank + axis]) = (start, length - end);
            gradients.Add(x, graph.Emit("Pad", [dy, graph.Integers(pads)], x.Type, x.Shape));
        });
    }

    /// <summary>Adds a dimension of length 1.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">Where it stands afterwards.</param>
    public static GraphTensor Unsqueeze(this NetworkGraph graph, GraphTensor x, int axis)
    {
        var shape = x.Shape.ToList();
        shape.Insert(axis, OnnxDimension.Fixed(1));
        var y = graph.Emit("Unsqueeze", [x, graph.Integers(axis)], x.Type, [.. shape]);
        return graph.Record(y, [x], (gradients, dy) =>
            gradients.Add(x, graph.Emit("Squeeze", [dy, graph.Integers(axis)], x.Type, x.Shape)));
    }

    /// <summary>Repeats a tensor until it has another's dimensions.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">A tensor that broadcasts to <paramref name="like"/>.</param>
    /// <param name="like">Whose dimensions to take.</param>
    public static GraphTensor Expand(this NetworkGraph graph, GraphTensor x, GraphTensor like)
    {
        var shape = graph.Emit("Shape", [like], OnnxElementType.Int64, [OnnxDimension.Fixed(like.Rank)]);
        var y = graph.Emit("Expand", [x, shape], x.Type, like.Shape);
        return graph.Record(y, [x], (gradients, dy) => gradients.Add(x, dy));
    }

    /// <summary>Takes rows of a table, shape <c>[rows, width]</c>; indices of any shape keep theirs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="table">The table.</param>
    /// <param name="indices">Row numbers.</param>
    public static GraphTensor GatherRows(this NetworkGraph graph, GraphTensor table, GraphTensor indices)
    {
        var y = graph.Emit("Gather", [table, indices], table.Type, [.. indices.Shape, table.Shape[1]]);
        return graph.Record(y, [table], (gradients, dy) => gradients.AddRows(
            table, indices.Rank == 1 ? indices : graph.Reshape(indices, Product(indices.Shape)), graph.FlattenRows(dy)));
    }

    /// <summary>One dimension as long as several together.</summary>
    /// <param name="dimensions">The dimensions.</param>
    public static OnnxDimension Product(ReadOnlySpan<OnnxDimension> dimensions)
    {
        var length = 1L;
        List<string> symbols = [];
        foreach (var dimension in dimensions)
        {
            if (dimension.Symbol is { } symbol)
            {
                symbols.Add(symbol);
            }
            else
            {
                length *= dimension.Length;
            }
        }

        return symbols.Count == 0 ? OnnxDimension.Fixed(length)
            : OnnxDimension.Named(length == 1 ? string.Join('*', symbols) : $"{length}*{string.Join('*', symbols)}");
    }

    private static long FixedLength(GraphTensor tensor, int axis) => tensor.Shape[axis].Symbol is null
        ? tensor.Shape[axis].Length
        : throw new InvalidOperationException($"Dimension {axis} of {tensor} must have a fixed length.");

    // ONNX works one free length out by itself; the others are read from the inputs that they belong to.
    private static GraphTensor ShapeVector(NetworkGraph graph, OnnxDimension[] shape)
    {
        var free = FreeAxis(graph, shape);
        if (shape.Index().All(dimension => dimension.Index == free || dimension.Item.Symbol is null))
        {
            return graph.Integers([.. shape.Index().Select(dimension => dimension.Index == free ? -1 : dimension.Item.Length)]);
        }

        var parts = shape.Index().Select(dimension => dimension.Index == free
            ? graph.Integers(-1)
            : dimension.Item.Symbol is { } symbol ? LengthOf(graph, symbol) : graph.Integers(dimension.Item.Length)).ToArray();
        return graph.Emit("Concat", parts, OnnxElementType.Int64, [OnnxDimension.Fixed(shape.Length)], OnnxAttribute.Int("axis", 0));
    }

    private static int FreeAxis(NetworkGraph graph, OnnxDimension[] shape)
    {
        var named = Enumerable.Range(0, shape.Length).Where(axis => shape[axis].Symbol is not null).ToArray();
        var unknown = named.Where(axis => !graph.Symbols.ContainsKey(shape[axis].Symbol!)).ToArray();
        return unknown.Length switch
        {
            0 => named is [var only] ? only : -1,
            1 => unknown[0],
            _ => throw new InvalidOperationException(
                $"Dimensions {string.Join(", ", unknown.Select(axis => shape[axis].Symbol))} belong to no input; at most one may."),
        };
    }

    /// <summary>A length that is known only at run time, as a list of one integer. Puts nothing on the tape.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="symbol">Name of a dimension of an input.</param>
    public static GraphTensor LengthOf(this NetworkGraph graph, string symbol)
    {
        var (input, axis) = graph.Symbols[symbol];
        return graph.Emit(
            "Shape",
            [input],
            OnnxElementType.Int64,
            [OnnxDimension.Fixed(1)],
            OnnxAttribute.Int("start", axis),
            OnnxAttribute.Int("end", axis + 1));
    }
}
