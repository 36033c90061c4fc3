using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>Writes matrices as 8-bit integers with a scale for each row, and vectors as they are.</summary>
/// <param name="weights">The weights.</param>
internal sealed class EightBitWeights(ParameterStore<float> weights) : IWeightSource
{
    private const float Greatest = 127;

    /// <inheritdoc/>
    public void Emit(OnnxGraphBuilder graph, string name, long[] shape)
    {
        if (shape.Length != 2)
        {
            graph.Initializer<float>(name, weights[name].Values, shape);
            return;
        }

        var (small, scales) = Narrow(name, (int)shape[0], (int)shape[1]);
        graph.Initializer<sbyte>($"{name}/small", small, shape)
            .Initializer<float>($"{name}/scales", scales, scales.Length)
            .Node("DequantizeLinear", [$"{name}/small", $"{name}/scales"], [name], OnnxAttribute.Int("axis", 0));
    }

    /// <summary>A matrix as it is after the loss of bits.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <returns>Row-major values.</returns>
    public float[] Rounded(string name)
    {
        var shape = weights[name].Shape;
        var width = (int)shape[1];
        var (small, scales) = Narrow(name, (int)shape[0], width);
        return [.. small.Select((value, index) => value * scales[index / width])];
    }

    private (sbyte[] Small, float[] Scales) Narrow(string name, int rows, int width)
    {
        var values = weights[name].Values;
        var (small, scales) = (new sbyte[values.Length], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            var from = values.AsSpan(row * width, width);
            scales[row] = Math.Max(1e-12f, GreatestSize(from) / Greatest);
            for (var i = 0; i < width; i++)
            {
                small[(row * width) + i] = (sbyte)MathF.Round(from[i] / scales[row]);
            }
        }

        return (small, scales);
    }

    private static float GreatestSize(ReadOnlySpan<float> values)
    {
        var greatest = 0f;
        foreach (var value in values)
        {
            greatest = Math.Max(greatest, MathF.Abs(value));
        }

        return greatest;
    }
}
