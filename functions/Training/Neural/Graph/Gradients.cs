using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Reverse-mode differentiation: walks the tape backwards and sums what reaches each tensor.</summary>
internal sealed class Gradients
{
    private readonly Dictionary<GraphTensor, GraphTensor> _sums = [];
    private readonly Dictionary<GraphTensor, List<(GraphTensor Indices, GraphTensor Rows)>> _rows = [];

    private Gradients(NetworkGraph graph) => Graph = graph;

    /// <summary>The graph that the gradients are emitted into.</summary>
    public NetworkGraph Graph { get; }

    /// <summary>Emits the gradients of a loss by all weights, in their order.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="loss">A scalar of it.</param>
    /// <exception cref="InvalidOperationException">The loss is no scalar, or does not depend on a weight.</exception>
    public static IReadOnlyList<GraphTensor> Of(NetworkGraph graph, GraphTensor loss)
    {
        if (loss.Rank != 0)
        {
            throw new InvalidOperationException($"A loss is a scalar; got {loss}.");
        }

        var gradients = new Gradients(graph);
        graph.IsRecording = false;
        try
        {
            gradients.Add(loss, graph.Scalar(1));
            for (var i = graph.Tape.Count - 1; i >= 0; i--)
            {
                var entry = graph.Tape[i];
                if (gradients.Total(entry.Output) is { } total)
                {
                    entry.Rule(gradients, total);
                }
            }

            return [.. graph.Parameters.Select(parameter => gradients.Total(parameter.Tensor)
                ?? throw new InvalidOperationException($"The loss does not depend on weight '{parameter.Name}'."))];
        }
        finally
        {
            graph.IsRecording = true;
        }
    }

    /// <summary>Adds to the gradient of a tensor; does nothing where no weight stands behind it.</summary>
    /// <param name="target">The tensor.</param>
    /// <param name="gradient">A tensor that broadcasting may have made larger than <paramref name="target"/>.</param>
    public void Add(GraphTensor target, GraphTensor gradient)
    {
        if (!IsWanted(target) && target.Rank > 0)
        {
            return;
        }

        var fitted = Graph.SumTo(gradient, target.Shape);
        _sums[target] = _sums.TryGetValue(target, out var sum) ? Graph.Add(sum, fitted) : fitted;
    }

    /// <summary>Adds rows to the gradient of a table; rows that are named twice add up.</summary>
    /// <param name="table">The tensor, shape <c>[rows, width]</c>.</param>
    /// <param name="indices">Which rows, shape <c>[n]</c>.</param>
    /// <param name="rows">What to add, shape <c>[n, width]</c>.</param>
    public void AddRows(GraphTensor table, GraphTensor indices, GraphTensor rows)
    {
        if (!IsWanted(table))
        {
            return;
        }

        if (!_rows.TryGetValue(table, out var parts))
        {
            _rows[table] = parts = [];
        }

        parts.Add((indices, rows));
    }

    /// <summary>Whether the gradient of a tensor is worth emitting.</summary>
    /// <param name="tensor">A tensor of the graph.</param>
    public bool IsWanted(GraphTensor tensor) => Graph.IsDifferentiable(tensor);

    // Rows go on top of the dense part, so that no table of zeros is needed where there is one.
    private GraphTensor? Total(GraphTensor tensor)
    {
        var found = _sums.TryGetValue(tensor, out var sum);
        if (!_rows.TryGetValue(tensor, out var parts))
        {
            return found ? sum : null;
        }

        var total = found ? sum! : Graph.Expand(Graph.Scalar(0), tensor);
        foreach (var (indices, rows) in parts)
        {
            var wide = Graph.Expand(Graph.Unsqueeze(indices, 1), rows);
            total = Graph.Emit(
                "ScatterElements",
                [total, wide, rows],
                tensor.Type,
                tensor.Shape,
                OnnxAttribute.Int("axis", 0),
                OnnxAttribute.Text("reduction", "add"));
        }

        return total;
    }
}
