using System.Globalization;
using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>
/// An encoder-decoder (Vaswani and others, NeurIPS 2017) with the normalisation before each layer, learnt positions, and one table for sources,
/// targets and the softmax. Describes one graph: for training, or one of the three of an export.
/// </summary>
internal sealed class TranslationNetwork
{
    private const double Hidden = -1e9;
    private static readonly OnnxDimension Batch = OnnxDimension.Named("batch");
    private static readonly OnnxDimension Source = OnnxDimension.Named("source");
    private static readonly OnnxDimension Target = OnnxDimension.Named("target");
    private static readonly OnnxDimension Past = OnnxDimension.Named("past");
    private static readonly OnnxDimension Rows = OnnxDimension.Named("rows");
    private static readonly OnnxDimension One = OnnxDimension.Fixed(1);

    private readonly NetworkGraph _graph;
    private readonly TranslationNetworkOptions _options;
    private readonly GraphTensor _table;
    private readonly GraphTensor _places;

    /// <summary>Begins a graph's description.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">Sizes.</param>
    public TranslationNetwork(NetworkGraph graph, TranslationNetworkOptions options)
    {
        (_graph, _options) = (graph, options);
        _table = graph.Parameter("tokens/table", ParameterStart.Normal(0.05), options.Vocabulary, options.Width);
        _places = graph.Parameter("positions/table", ParameterStart.Normal(0.05), options.MaxLength, options.Width);
    }

    /// <summary>Describes training: the weighted sum over the targets' tokens of the cross-entropy.</summary>
    public GraphTensor Loss()
    {
        var source = _graph.Input("source", OnnxElementType.Int64, Batch, Source);
        var mask = PaddingMask(_graph.Input("source_mask", OnnxElementType.Int64, Batch, Source));
        var target = _graph.Input("target", OnnxElementType.Int64, Batch, Target);
        var states = Decoder(target, Encoder(source, mask), mask, null);
        var rows = _graph.GatherRows(_graph.FlattenRows(states), _graph.Input("rows", OnnxElementType.Int64, Rows));
        return _graph.SoftmaxCrossEntropy(
            rows, _table, _graph.Input("targets", OnnxElementType.Int64, Rows), _graph.Input("weights", _graph.Real, Rows, One));
    }

    /// <summary>Describes the export's encoder.</summary>
    public void ExportEncoder()
    {
        var source = _graph.Input("input_ids", OnnxElementType.Int64, Batch, Source);
        var mask = PaddingMask(_graph.Input("attention_mask", OnnxElementType.Int64, Batch, Source));
        Output(Encoder(source, mask), "last_hidden_state");
    }

    /// <summary>Describes the export's decoder without cached values.</summary>
    public void ExportDecoder()
    {
        var mask = PaddingMask(_graph.Input("encoder_attention_mask", OnnxElementType.Int64, Batch, Source));
        var target = _graph.Input("input_ids", OnnxElementType.Int64, Batch, Target);
        var memory = _graph.Input("encoder_hidden_states", _graph.Real, Batch, Source, OnnxDimension.Fixed(_options.Width));
        List<(string Name, GraphTensor Value)> kept = [];
        Output(Logits(Decoder(target, memory, mask, kept)), "logits");
        kept.ForEach(one => Output(one.Value, $"present.{one.Name}"));
    }

    /// <summary>Describes the export's decoder that goes on from cached values.</summary>
    public void ExportNextDecoder()
    {
        var mask = PaddingMask(_graph.Input("encoder_attention_mask", OnnxElementType.Int64, Batch, Source));
        var token = _graph.Input("input_ids", OnnxElementType.Int64, Batch, One);
        List<(string Name, GraphTensor Value)> kept = [];
        Dictionary<string, GraphTensor> past = new(StringComparer.Ordinal);
        for (var block = 0; block < _options.Blocks; block++)
        {
            foreach (var (side, length) in new[] { ("decoder", Past), ("encoder", Source) })
            {
                foreach (var kind in new[] { "key", "value" })
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{block}.{side}.{kind}");
                    past[name] = _graph.Input(
                        $"past_key_values.{name}", _graph.Real, Batch, OnnxDimension.Fixed(_options.Heads), length, OnnxDimension.Fixed(_options.Width / _options.Heads));
                }
            }
        }

        var x = Embed(token, _graph.LengthOf(Past.Symbol!), "decoder");
        for (var block = 0; block < _options.Blocks; block++)
        {
            var (name, at) = ($"decoder{block}", string.Create(CultureInfo.InvariantCulture, $"{block}"));
            var normal = _graph.Normal($"{name}/self/normal", x);
            var (newKeys, newValues) = _graph.KeysAndValues($"{name}/self", normal, _options.Heads);
            var (keys, values) = (Behind(past[$"{at}.decoder.key"], newKeys), Behind(past[$"{at}.decoder.value"], newValues));
            kept.AddRange([($"{at}.decoder.key", keys), ($"{at}.decoder.value", values)]);
            x = _graph.Add(x, _graph.Attention($"{name}/self", normal, keys, values, null, _options.Heads, 0));
            x = Cross(name, x, past[$"{at}.encoder.key"], past[$"{at}.encoder.value"], mask);
            x = Inner(name, x);
        }

        Output(Logits(_graph.Normal("decoder/states", x)), "logits");
        kept.ForEach(one => Output(one.Value, $"present.{one.Name}"));
    }

    private GraphTensor Encoder(GraphTensor source, GraphTensor mask)
    {
        var x = Embed(source, Range(Source), "encoder");
        for (var block = 0; block < _options.Blocks; block++)
        {
            var name = $"encoder{block}";
            var normal = _graph.Normal($"{name}/self/normal", x);
            x = Residual(x, _graph.Attention($"{name}/self", normal, normal, mask, _options.Heads, 0));
            x = Inner(name, x);
        }

        return _graph.Normal("encoder/states", x);
    }

    private GraphTensor Decoder(GraphTensor target, GraphTensor memory, GraphTensor mask, List<(string Name, GraphTensor Value)>? kept)
    {
        var places = Range(Target);
        var causal = CausalMask(places);
        var x = Embed(target, places, "decoder");
        for (var block = 0; block < _options.Blocks; block++)
        {
            var name = $"decoder{block}";
            var normal = _graph.Normal($"{name}/self/normal", x);
            var (keys, values) = _graph.KeysAndValues($"{name}/self", normal, _options.Heads);
            x = Residual(x, _graph.Attention($"{name}/self", normal, keys, values, causal, _options.Heads, 0));
            var (crossKeys, crossValues) = _graph.KeysAndValues($"{name}/cross", memory, _options.Heads);
            x = Cross(name, x, crossKeys, crossValues, mask);
            x = Inner(name, x);
            kept?.AddRange(
            [
                ($"{block}.decoder.key", keys), ($"{block}.decoder.value", values), ($"{block}.encoder.key", crossKeys), ($"{block}.encoder.value", crossValues),
            ]);
        }

        return _graph.Normal("decoder/states", x);
    }

    private GraphTensor Cross(string name, GraphTensor x, GraphTensor keys, GraphTensor values, GraphTensor mask) => Residual(
        x, _graph.Attention($"{name}/cross", _graph.Normal($"{name}/cross/normal", x), keys, values, mask, _options.Heads, 0));

    private GraphTensor Inner(string name, GraphTensor x)
    {
        var inner = _graph.Gelu(_graph.Dense($"{name}/inner", _graph.Normal($"{name}/inner/normal", x), _options.InnerWidth));
        return Residual(x, _graph.Dense($"{name}/outer", inner, _options.Width));
    }

    private GraphTensor Residual(GraphTensor x, GraphTensor change) => _graph.Add(x, _graph.Dropout(change, _options.Dropout));

    private GraphTensor Embed(GraphTensor tokens, GraphTensor places, string name) => _graph.Dropout(
        _graph.Normal($"{name}/input", _graph.Add(_graph.GatherRows(_table, tokens), _graph.GatherRows(_places, places))), _options.Dropout);

    private GraphTensor Logits(GraphTensor states) => _graph.MatMul(states, _graph.Transpose(_table, 1, 0));

    // 0, 1, 2, ... up to a length that is known at run time.
    private GraphTensor Range(OnnxDimension length)
    {
        var end = _graph.Emit("Squeeze", [_graph.LengthOf(length.Symbol!), _graph.Integers(0)], OnnxElementType.Int64, []);
        return _graph.Emit("Range", [_graph.Integer(0), end, _graph.Integer(1)], OnnxElementType.Int64, [length]);
    }

    private GraphTensor PaddingMask(GraphTensor mask)
    {
        var real = _graph.Emit("Cast", [mask], _graph.Real, mask.Shape, OnnxAttribute.Int("to", (long)_graph.Real));
        return _graph.Unsqueeze(_graph.Unsqueeze(_graph.Multiply(_graph.Subtract(_graph.Scalar(1), real), _graph.Scalar(Hidden)), 1), 1);
    }

    private GraphTensor CausalMask(GraphTensor places)
    {
        var (rows, columns) = (_graph.Unsqueeze(places, 1), _graph.Unsqueeze(places, 0));
        OnnxDimension[] square = [Target, Target];
        var later = _graph.Emit("Greater", [columns, rows], OnnxElementType.Bool, square);
        return _graph.Multiply(_graph.Emit("Cast", [later], _graph.Real, square, OnnxAttribute.Int("to", (long)_graph.Real)), _graph.Scalar(Hidden));
    }

    private GraphTensor Behind(GraphTensor past, GraphTensor added)
    {
        OnnxDimension[] shape = [.. past.Shape];
        shape[2] = OnnxDimension.Named("total");
        return _graph.Emit("Concat", [past, added], past.Type, shape, OnnxAttribute.Int("axis", 2));
    }

    private void Output(GraphTensor tensor, string name)
    {
        var named = new GraphTensor(name, tensor.Type, tensor.Shape);
        _graph.EmitMany("Identity", [tensor], [named]);
        _graph.Output(named);
    }
}
