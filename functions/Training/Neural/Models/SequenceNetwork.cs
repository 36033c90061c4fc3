using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>
/// A self-attentive model of the next item (SASRec: Kang and McAuley, ICDM 2018) with a softmax over all items and tied embeddings.
/// Sequences stand at the left, padding at the right, so that the causal mask hides the padding too.
/// </summary>
/// <param name="options">Sizes.</param>
/// <param name="items">Number of items.</param>
internal sealed class SequenceNetwork(SequenceNetworkOptions options, int items)
{
    private static readonly OnnxDimension Batch = OnnxDimension.Named("batch");
    private static readonly OnnxDimension Length = OnnxDimension.Named("length");
    private static readonly OnnxDimension Rows = OnnxDimension.Named("rows");
    private static readonly OnnxDimension One = OnnxDimension.Fixed(1);

    /// <summary>Describes the network up to the states at the asked positions, shape <c>[rows, width]</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="table">The items' embeddings, shape <c>[items, width]</c>.</param>
    public GraphTensor States(NetworkGraph graph, out GraphTensor table)
    {
        var sequence = graph.Input("items", OnnxElementType.Int64, Batch, Length);
        var positions = graph.Input("positions", OnnxElementType.Int64, Batch, Length);
        var mask = graph.Input("mask", graph.Real, Length, Length);
        var rows = graph.Input("rows", OnnxElementType.Int64, Rows);
        var start = ParameterStart.Normal(0.02);
        table = graph.Parameter("items/table", start, items, options.Width);
        var places = graph.Parameter("positions/table", start, options.MaxLength, options.Width);
        var x = graph.Add(graph.GatherRows(table, sequence), graph.GatherRows(places, positions));
        x = graph.Dropout(graph.Normal("input", x), options.InputDropout);
        for (var block = 0; block < options.Blocks; block++)
        {
            x = Block(graph, $"block{block}", x, mask);
        }

        var flat = graph.GatherRows(graph.FlattenRows(x), rows);
        return graph.Normal("states", flat);
    }

    /// <summary>Describes the loss: the weighted sum over the asked positions of the cross-entropy of the next item.</summary>
    /// <param name="graph">The graph.</param>
    public GraphTensor Loss(NetworkGraph graph)
    {
        var states = States(graph, out var table);
        var targets = graph.Input("targets", OnnxElementType.Int64, Rows);
        return graph.SoftmaxCrossEntropy(states, table, targets, graph.Input("weights", graph.Real, Rows, One));
    }

    private GraphTensor Block(NetworkGraph graph, string name, GraphTensor x, GraphTensor mask)
    {
        var normal = graph.Normal($"{name}/attention/normal", x);
        var mixed = graph.Attention($"{name}/attention", normal, normal, mask, options.Heads, options.AttentionDropout);
        x = graph.Add(x, graph.Dropout(mixed, options.Dropout));
        var inner = graph.Gelu(graph.Dense($"{name}/inner", graph.Normal($"{name}/inner/normal", x), options.InnerWidth));
        return graph.Add(x, graph.Dropout(graph.Dense($"{name}/outer", inner, options.Width), options.Dropout));
    }
}
