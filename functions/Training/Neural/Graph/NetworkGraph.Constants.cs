using System.Runtime.InteropServices;
using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>The constants of a graph.</summary>
internal sealed partial class NetworkGraph
{
    private readonly Dictionary<string, GraphTensor> _constants = new(StringComparer.Ordinal);

    /// <summary>A scalar of the graph's real type, emitted once.</summary>
    /// <param name="value">The number.</param>
    public GraphTensor Scalar(double value)
    {
        var key = $"real_{BitConverter.DoubleToInt64Bits(value):x}";
        return Constant(key, Real, [], () => _ = Real == OnnxElementType.Float
            ? _onnx.Initializer<float>(key, [(float)value])
            : _onnx.Initializer<double>(key, [value]));
    }

    /// <summary>A single integer without dimensions, emitted once.</summary>
    /// <param name="value">The integer.</param>
    public GraphTensor Integer(long value)
    {
        var key = $"integer_{value}";
        return Constant(key, OnnxElementType.Int64, [], () => _onnx.Initializer<long>(key, [value]));
    }

    /// <summary>A list of integers, emitted once: axes, shapes, bounds.</summary>
    /// <param name="values">The integers.</param>
    public GraphTensor Integers(params long[] values)
    {
        var key = $"int_{string.Join('_', values)}";
        return Constant(
            key, OnnxElementType.Int64, [OnnxDimension.Fixed(values.Length)], () => _onnx.Initializer<long>(key, values, values.Length));
    }

    /// <summary>A tensor of constant real values.</summary>
    /// <param name="values">Row-major values.</param>
    /// <param name="shape">Lengths of the dimensions.</param>
    public GraphTensor Reals(double[] values, params long[] shape)
    {
        var name = NextName("reals");
        if (Real == OnnxElementType.Float)
        {
            _onnx.Initializer<float>(name, Array.ConvertAll(values, static value => (float)value), shape);
        }
        else
        {
            _onnx.Initializer<double>(name, values, shape);
        }

        return new GraphTensor(name, Real, [.. shape.Select(OnnxDimension.Fixed)]);
    }

    private GraphTensor Constant(string key, OnnxElementType type, OnnxDimension[] shape, Action write)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_constants, key, out var exists);
        if (!exists)
        {
            write();
            known = new GraphTensor(key, type, shape);
        }

        return known!;
    }
}
