using System.Runtime.InteropServices;
using Google.Protobuf;
using XbFunctions.Inference.Onnx;

namespace XbFunctions.Inference;

/// <summary>Writes an ONNX model: inputs, constant tensors, nodes in execution order, outputs. Equal calls give equal bytes.</summary>
/// <remarks>
/// Format: IR version 9, operator sets ai.onnx 20 and, where a node asks for it, ai.onnx.ml 3. A tensor name is written once
/// (input, initializer or node output) before a node reads it; a breach throws at the call that commits it. Not thread-safe.
/// </remarks>
public sealed class OnnxGraphBuilder
{
    /// <summary>Domain of the classical machine-learning operators (tree ensembles).</summary>
    public const string MachineLearningDomain = "ai.onnx.ml";

    private const long IrVersion = 9;
    private const long CoreOpset = 20;
    private const long MachineLearningOpset = 3;

    private readonly GraphProto _graph;
    private readonly HashSet<string> _tensors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Starts an empty graph.</summary>
    /// <param name="name">Graph name, shown by viewers; not empty.</param>
    public OnnxGraphBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _graph = new GraphProto { Name = name };
    }

    /// <summary>Declares a tensor that the caller feeds in at each run.</summary>
    /// <param name="name">Tensor name.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions, outermost first; none for a scalar.</param>
    public OnnxGraphBuilder Input(string name, OnnxElementType type, params ReadOnlySpan<OnnxDimension> shape)
    {
        Define(name);
        _graph.Input.Add(Describe(name, type, shape));
        return this;
    }

    /// <summary>Adds a constant tensor.</summary>
    /// <typeparam name="T">A number: <c>float</c>, <c>double</c>, <c>sbyte</c>, <c>int</c> or <c>long</c>.</typeparam>
    /// <param name="name">Tensor name.</param>
    /// <param name="values">Row-major values; their number is the product of <paramref name="shape"/>. Copied.</param>
    /// <param name="shape">Dimensions, outermost first; none for a scalar.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the shape, or the type is not supported.</exception>
    public OnnxGraphBuilder Initializer<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        long expected = 1;
        foreach (var length in shape)
        {
            expected *= length;
        }

        if (expected != values.Length)
        {
            throw new ArgumentException($"Initializer '{name}': shape holds {expected} values, got {values.Length}.", nameof(values));
        }

        Define(name);
        var tensor = new TensorProto { Name = name, DataType = (int)ElementTypeOf<T>() };
        tensor.Dims.AddRange(shape.ToArray());
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        _graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>Adds a node of the core operator set (domain ai.onnx).</summary>
    /// <param name="operation">Operator type, as in the specification: <c>MatMul</c>, <c>Sigmoid</c>.</param>
    /// <param name="inputs">Tensors read, in the operator's order; an empty name leaves an optional input out.</param>
    /// <param name="outputs">Tensors written, in the operator's order.</param>
    /// <param name="attributes">Settings that differ from the operator's defaults.</param>
    /// <exception cref="ArgumentException">An input is not written yet, or an output is written twice.</exception>
    public OnnxGraphBuilder Node(
        string operation, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
        Node("", operation, inputs, outputs, attributes);

    /// <summary>Adds a node of a named domain.</summary>
    /// <param name="domain"><see cref="MachineLearningDomain"/>, or empty for the core operator set.</param>
    /// <param name="operation">Operator type, as in the specification.</param>
    /// <param name="inputs">Tensors read, in the operator's order; an empty name leaves an optional input out.</param>
    /// <param name="outputs">Tensors written, in the operator's order.</param>
    /// <param name="attributes">Settings that differ from the operator's defaults.</param>
    /// <exception cref="ArgumentException">An input is not written yet, or an output is written twice.</exception>
    public OnnxGraphBuilder Node(
        string domain,
        string operation,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        params ReadOnlySpan<OnnxAttribute> attributes)
    {
        foreach (var input in inputs)
        {
            if (input.Length > 0 && !_tensors.Contains(input))
            {
                throw new ArgumentException($"Node {operation} reads tensor '{input}', which nothing before it writes.", nameof(inputs));
            }
        }

        foreach (var output in outputs)
        {
            Define(output);
        }

        var node = new NodeProto { Domain = domain, OpType = operation, Name = $"{operation}_{_graph.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute.Message);
        }

        _graph.Node.Add(node);
        return this;
    }

    /// <summary>Declares a tensor that the caller reads after each run.</summary>
    /// <param name="name">Name of a tensor that the graph already writes.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions, outermost first; none for a scalar.</param>
    /// <exception cref="ArgumentException">Nothing writes the tensor.</exception>
    public OnnxGraphBuilder Output(string name, OnnxElementType type, params ReadOnlySpan<OnnxDimension> shape)
    {
        if (!_tensors.Contains(name))
        {
            throw new ArgumentException($"Output '{name}' is written by no node.", nameof(name));
        }

        _graph.Output.Add(Describe(name, type, shape));
        return this;
    }

    /// <summary>Adds a free-form property to the model; a second call with the same key replaces the value.</summary>
    /// <param name="key">Property name.</param>
    /// <param name="value">Property text.</param>
    public OnnxGraphBuilder Metadata(string key, string value)
    {
        _metadata[key] = value;
        return this;
    }

    /// <summary>The finished model as the bytes of an <c>.onnx</c> file. The builder can be used on afterwards.</summary>
    public byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "XbFunctions", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = CoreOpset });
        if (_graph.Node.Any(node => node.Domain == MachineLearningDomain))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = MachineLearningDomain, Version = MachineLearningOpset });
        }

        foreach (var (key, value) in _metadata)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model.ToByteArray();
    }

    private static ValueInfoProto Describe(string name, OnnxElementType type, ReadOnlySpan<OnnxDimension> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var dimension in shape)
        {
            dimensions.Dim.Add(dimension.Symbol is { } symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = dimension.Length });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static OnnxElementType ElementTypeOf<T>() => default(T) switch
    {
        float => OnnxElementType.Float,
        double => OnnxElementType.Double,
        sbyte => OnnxElementType.Int8,
        int => OnnxElementType.Int32,
        long => OnnxElementType.Int64,
        _ => throw new ArgumentException($"Tensors of {typeof(T).Name} are not supported; expected float, double, sbyte, int or long."),
    };

    private void Define(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_tensors.Add(name))
        {
            throw new ArgumentException($"Tensor '{name}' is written twice.", nameof(name));
        }
    }
}
