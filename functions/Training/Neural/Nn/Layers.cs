namespace XbFunctions.Training.Neural;

/// <summary>Layers as functions over a graph; each takes the name that its weights begin with.</summary>
internal static class Layers
{
    /// <summary>x W + b over the last dimension.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Scope of the weights.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="width">Length of the last dimension afterwards.</param>
    public static GraphTensor Dense(this NetworkGraph graph, string name, GraphTensor x, long width)
    {
        var inputs = x.Shape[^1].Length;
        var weight = graph.Parameter($"{name}/weight", ParameterStart.Glorot(inputs, width), inputs, width);
        return graph.Add(graph.MatMul(x, weight), graph.Parameter($"{name}/bias", ParameterStart.Zeros, width));
    }

    /// <summary>Layer normalisation with its own scale and shift.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Scope of the weights.</param>
    /// <param name="x">The tensor.</param>
    public static GraphTensor Normal(this NetworkGraph graph, string name, GraphTensor x)
    {
        var width = x.Shape[^1].Length;
        return graph.LayerNormalization(
            x,
            graph.Parameter($"{name}/scale", ParameterStart.Ones, width),
            graph.Parameter($"{name}/shift", ParameterStart.Zeros, width));
    }

    /// <summary>Attention of several heads (Vaswani and others, NeurIPS 2017, section 3.2) of queries on keys and values.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Scope of the weights.</param>
    /// <param name="queries">Shape <c>[batch, length, width]</c>.</param>
    /// <param name="memory">What keys and values are made from, shape <c>[batch, other length, width]</c>.</param>
    /// <param name="mask">Added to the scores before softmax; broadcasts to <c>[batch, heads, length, other length]</c>.</param>
    /// <param name="heads">Number of heads, a divisor of the width.</param>
    /// <param name="dropout">Share of the attention that is dropped.</param>
    public static GraphTensor Attention(
        this NetworkGraph graph, string name, GraphTensor queries, GraphTensor memory, GraphTensor mask, int heads, double dropout)
    {
        var (k, v) = graph.KeysAndValues(name, memory, heads);
        return graph.Attention(name, queries, k, v, mask, heads, dropout);
    }

    /// <summary>What attention of several heads looks at.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Scope of the weights, that of the attention.</param>
    /// <param name="memory">What keys and values are made from, shape <c>[batch, length, width]</c>.</param>
    /// <param name="heads">Number of heads, a divisor of the width.</param>
    /// <returns>Both of shape <c>[batch, heads, length, width / heads]</c>.</returns>
    public static (GraphTensor Keys, GraphTensor Values) KeysAndValues(this NetworkGraph graph, string name, GraphTensor memory, int heads)
    {
        var width = memory.Shape[^1].Length;
        return (graph.Heads(graph.Dense($"{name}/key", memory, width), heads), graph.Heads(graph.Dense($"{name}/value", memory, width), heads));
    }

    /// <summary>Attention of several heads on keys and values that are there already.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Scope of the weights.</param>
    /// <param name="queries">Shape <c>[batch, length, width]</c>.</param>
    /// <param name="k">Keys, shape <c>[batch, heads, other length, width / heads]</c>.</param>
    /// <param name="v">Values, same shape.</param>
    /// <param name="mask">Added to the scores before softmax; <see langword="null"/> where all may be looked at.</param>
    /// <param name="heads">Number of heads, a divisor of the width.</param>
    /// <param name="dropout">Share of the attention that is dropped.</param>
    public static GraphTensor Attention(
        this NetworkGraph graph, string name, GraphTensor queries, GraphTensor k, GraphTensor v, GraphTensor? mask, int heads, double dropout)
    {
        var width = queries.Shape[^1].Length;
        var q = graph.Heads(graph.Dense($"{name}/query", queries, width), heads);
        var scores = graph.Scale(graph.MatMul(q, graph.Transpose(k, 0, 1, 3, 2)), 1 / Math.Sqrt((double)width / heads));
        var shares = graph.Dropout(graph.Softmax(mask is null ? scores : graph.Add(scores, mask)), dropout);
        var mixed = graph.Transpose(graph.MatMul(shares, v), 0, 2, 1, 3);
        return graph.Dense($"{name}/output", graph.Reshape(mixed, queries.Shape), width);
    }

    private static GraphTensor Heads(this NetworkGraph graph, GraphTensor x, int heads)
    {
        var width = x.Shape[^1].Length;
        var split = graph.Reshape(
            x, x.Shape[0], x.Shape[1], Inference.OnnxDimension.Fixed(heads), Inference.OnnxDimension.Fixed(width / heads));
        return graph.Transpose(split, 0, 2, 1, 3);
    }
}
