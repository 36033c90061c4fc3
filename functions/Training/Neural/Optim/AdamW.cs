using System.Numerics;
using System.Runtime.InteropServices;

namespace XbFunctions.Training.Neural;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019, algorithm 2), on the weights in place; with a bound on the
/// gradients' norm over all weights.
/// </summary>
internal sealed class AdamW
{
    private readonly ParameterStore<float> _parameters;
    private readonly AdamWOptions _options;
    private readonly bool[] _decays;

    /// <summary>Starts with moments of 0.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="options">Settings.</param>
    public AdamW(ParameterStore<float> parameters, AdamWOptions options)
    {
        (_parameters, _options) = (parameters, options);
        First = [.. parameters.All.Select(static parameter => new float[parameter.Values.Length])];
        Second = [.. parameters.All.Select(static parameter => new float[parameter.Values.Length])];

        // Biases and normalisation scales, which have one dimension, are not drawn to 0.
        _decays = [.. parameters.All.Select(static parameter => parameter.Shape.Length > 1)];
    }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>Decayed means of the gradients, by weight.</summary>
    public float[][] First { get; }

    /// <summary>Decayed means of the squared gradients, by weight.</summary>
    public float[][] Second { get; }

    /// <summary>Updates all weights from their gradients.</summary>
    /// <param name="rate">Learning rate of this step.</param>
    /// <returns>Norm of the gradients before it was bounded.</returns>
    public double Step(double rate)
    {
        Steps++;
        var norm = Math.Sqrt(_parameters.All.Sum(static parameter => SquareSum(parameter.Gradient)));
        var clip = _options.ClipNorm > 0 && norm > _options.ClipNorm ? _options.ClipNorm / norm : 1;
        var firstBias = 1 - Math.Pow(_options.FirstDecay, Steps);
        var secondBias = 1 - Math.Pow(_options.SecondDecay, Steps);
        for (var i = 0; i < First.Length; i++)
        {
            var parameter = _parameters.All[i];
            Update(
                parameter.Values,
                parameter.Gradient,
                First[i],
                Second[i],
                new Factors(
                    (float)clip,
                    (float)_options.FirstDecay,
                    (float)_options.SecondDecay,
                    (float)(rate / firstBias),
                    (float)(1 / secondBias),
                    (float)_options.Epsilon,
                    (float)(1 - (_decays[i] ? rate * _options.WeightDecay : 0))));
        }

        return norm;
    }

    private static double SquareSum(ReadOnlySpan<float> values)
    {
        var sum = Vector<double>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (var vector in vectors)
        {
            Vector.Widen(vector, out var low, out var high);
            sum += (low * low) + (high * high);
        }

        var total = Vector.Sum(sum);
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            total += (double)value * value;
        }

        return total;
    }

    private static void Update(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, in Factors by)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(values);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(first);
        var v = MemoryMarshal.Cast<float, Vector<float>>(second);
        for (var i = 0; i < w.Length; i++)
        {
            var slope = g[i] * by.Clip;
            m[i] = (m[i] * by.FirstDecay) + (slope * (1 - by.FirstDecay));
            v[i] = (v[i] * by.SecondDecay) + (slope * slope * (1 - by.SecondDecay));
            var size = Vector.SquareRoot(v[i] * by.SecondScale) + new Vector<float>(by.Epsilon);
            w[i] = (w[i] * by.Keep) - (m[i] * by.Rate / size);
        }

        for (var i = w.Length * Vector<float>.Count; i < values.Length; i++)
        {
            var slope = gradient[i] * by.Clip;
            first[i] = (first[i] * by.FirstDecay) + (slope * (1 - by.FirstDecay));
            second[i] = (second[i] * by.SecondDecay) + (slope * slope * (1 - by.SecondDecay));
            var size = MathF.Sqrt(second[i] * by.SecondScale) + by.Epsilon;
            values[i] = (values[i] * by.Keep) - (first[i] * by.Rate / size);
        }
    }

    private readonly record struct Factors(
        float Clip, float FirstDecay, float SecondDecay, float Rate, float SecondScale, float Epsilon, float Keep);
}
