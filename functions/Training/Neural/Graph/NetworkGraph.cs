using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>
/// A network under construction: emits ONNX nodes with their shapes worked out, and keeps a tape of what was computed, so that
/// <see cref="Gradients"/> can emit the way back. The same description makes the training graph (weights are inputs), the scoring graph
/// (weights are constants) and the double graph of gradient tests. Not thread-safe.
/// </summary>
internal sealed partial class NetworkGraph
{
    // ScatterND adds without a lock in ONNX Runtime and loses updates on two threads (docs/neural-training.md).
    private static readonly HashSet<string> Forbidden = new(StringComparer.Ordinal) { "ScatterND" };

    private readonly OnnxGraphBuilder _onnx;
    private readonly IWeightSource? _weights;
    private readonly List<TapeEntry> _tape = [];
    private readonly List<ParameterSpec> _parameters = [];
    private readonly List<DropoutInput> _dropouts = [];
    private readonly List<GraphTensor> _inputs = [];
    private readonly HashSet<GraphTensor> _differentiable = [];
    private readonly Dictionary<string, (GraphTensor Input, int Axis)> _symbols = new(StringComparer.Ordinal);
    private int _nextName;

    /// <summary>Starts an empty graph.</summary>
    /// <param name="name">Graph name.</param>
    /// <param name="real">Type of weights and activations: float or double.</param>
    /// <param name="isScoring">Whether the graph is for scoring, without dropout and gradients.</param>
    /// <param name="weights">Values of the weights, which become constants; <see langword="null"/> where the weights are inputs.</param>
    public NetworkGraph(string name, OnnxElementType real, bool isScoring = false, IWeightSource? weights = null)
    {
        if (real is not (OnnxElementType.Float or OnnxElementType.Double))
        {
            throw new ArgumentOutOfRangeException(nameof(real), real, "Expected Float or Double.");
        }

        (_onnx, Real, IsScoring, _weights) = (new OnnxGraphBuilder(name), real, isScoring, weights);
        IsRecording = !isScoring;
    }

    /// <summary>Type of weights and activations.</summary>
    public OnnxElementType Real { get; }

    /// <summary>Whether the graph is for scoring: no dropout, no gradients.</summary>
    public bool IsScoring { get; }

    /// <summary>Whether the weights are inputs, else constants.</summary>
    public bool HasWeightInputs => _weights is null;

    /// <summary>Weights in the order they were asked for.</summary>
    public IReadOnlyList<ParameterSpec> Parameters => _parameters;

    /// <summary>Masks that the training session draws for each batch.</summary>
    public IReadOnlyList<DropoutInput> Dropouts => _dropouts;

    /// <summary>Inputs that the caller feeds, without weights and masks.</summary>
    public IReadOnlyList<GraphTensor> Inputs => _inputs;

    /// <summary>What was computed, in order.</summary>
    public IReadOnlyList<TapeEntry> Tape => _tape;

    /// <summary>Where each length that is known only at run time can be read: an input and its axis.</summary>
    public IReadOnlyDictionary<string, (GraphTensor Input, int Axis)> Symbols => _symbols;

    /// <summary>Whether operators are put on the tape; off while gradients are emitted.</summary>
    internal bool IsRecording { get; set; }

    /// <summary>Declares what the caller feeds at each run.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions; a name met first here is read from this input at run time.</param>
    public GraphTensor Input(string name, OnnxElementType type, params OnnxDimension[] shape)
    {
        var tensor = Declare(name, type, shape);
        _inputs.Add(tensor);
        return tensor;
    }

    /// <summary>Asks for a weight.</summary>
    /// <param name="name">Name, unique within the graph.</param>
    /// <param name="start">How its values start.</param>
    /// <param name="shape">Lengths of its dimensions.</param>
    public GraphTensor Parameter(string name, ParameterStart start, params long[] shape)
    {
        OnnxDimension[] dimensions = [.. shape.Select(OnnxDimension.Fixed)];
        GraphTensor tensor;
        if (_weights is null)
        {
            tensor = Declare(name, Real, dimensions);
        }
        else
        {
            tensor = new GraphTensor(name, Real, dimensions);
            _weights.Emit(_onnx, name, shape);
        }

        _parameters.Add(new ParameterSpec(tensor, shape, start));
        _differentiable.Add(tensor);
        return tensor;
    }

    /// <summary>Declares a dropout mask: 0, or 1 / (1 - rate), drawn by the training session.</summary>
    /// <param name="rate">Share of zeros, in (0, 1).</param>
    /// <param name="shape">Dimensions of what is masked; their names must belong to inputs.</param>
    public GraphTensor DropoutMask(double rate, OnnxDimension[] shape)
    {
        var tensor = Declare($"dropout_{_dropouts.Count}", Real, shape);
        _dropouts.Add(new DropoutInput(tensor, rate));
        return tensor;
    }

    /// <summary>Emits one node with one output. Puts nothing on the tape.</summary>
    /// <param name="operation">ONNX operator.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="type">Element type of the output.</param>
    /// <param name="shape">Dimensions of the output.</param>
    /// <param name="attributes">Settings of the operator.</param>
    public GraphTensor Emit(
        string operation, GraphTensor[] inputs, OnnxElementType type, OnnxDimension[] shape, params OnnxAttribute[] attributes)
    {
        var output = new GraphTensor(NextName(operation), type, shape);
        EmitMany(operation, inputs, [output], attributes);
        return output;
    }

    /// <summary>Emits one node with several outputs. Puts nothing on the tape.</summary>
    /// <param name="operation">ONNX operator.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="outputs">What it writes; names from <see cref="NextName"/>.</param>
    /// <param name="attributes">Settings of the operator.</param>
    public void EmitMany(string operation, GraphTensor[] inputs, GraphTensor[] outputs, params OnnxAttribute[] attributes)
    {
        if (Forbidden.Contains(operation))
        {
            throw new InvalidOperationException($"Operator {operation} is not safe on several threads; scatter with ScatterElements.");
        }

        _onnx.Node(operation, Names(inputs), Names(outputs), attributes);
    }

    /// <summary>Puts an operator on the tape where a weight stands behind one of its inputs.</summary>
    /// <param name="output">What the operator gave.</param>
    /// <param name="inputs">What it read and may pass gradients to.</param>
    /// <param name="rule">Emits the gradients of the inputs, given that of the output.</param>
    /// <returns><paramref name="output"/>.</returns>
    public GraphTensor Record(GraphTensor output, GraphTensor[] inputs, Action<Gradients, GraphTensor> rule)
    {
        if (IsRecording && Array.Exists(inputs, IsDifferentiable))
        {
            _differentiable.Add(output);
            _tape.Add(new TapeEntry(output, rule));
        }

        return output;
    }

    /// <summary>Whether a weight stands behind a tensor.</summary>
    /// <param name="tensor">A tensor of this graph.</param>
    public bool IsDifferentiable(GraphTensor tensor) => _differentiable.Contains(tensor);

    /// <summary>Declares what the caller reads after each run.</summary>
    /// <param name="tensor">A tensor of this graph.</param>
    public void Output(GraphTensor tensor) => _onnx.Output(tensor.Name, tensor.Type, tensor.Shape);

    /// <summary>Adds a free-form property to the model.</summary>
    /// <param name="key">Property name.</param>
    /// <param name="value">Property text.</param>
    public void Metadata(string key, string value) => _onnx.Metadata(key, value);

    /// <summary>The graph as the bytes of an <c>.onnx</c> file.</summary>
    public byte[] ToBytes() => _onnx.ToBytes();

    /// <summary>A tensor name that is not in use.</summary>
    /// <param name="stem">How it begins.</param>
    public string NextName(string stem) => $"{stem}_{_nextName++}";

    private static string[] Names(GraphTensor[] tensors) => Array.ConvertAll(tensors, static tensor => tensor.Name);

    private GraphTensor Declare(string name, OnnxElementType type, OnnxDimension[] shape)
    {
        _onnx.Input(name, type, shape);
        var tensor = new GraphTensor(name, type, shape);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis].Symbol is { } symbol)
            {
                _symbols.TryAdd(symbol, (tensor, axis));
            }
        }

        return tensor;
    }
}
