using System.Numerics;
using System.Runtime.InteropServices;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Embeddings of items, with their products. Thread-safe.</summary>
internal sealed class ItemVectors
{
    private readonly float[] _values;
    private readonly float[] _norms;

    /// <summary>Copies the embeddings.</summary>
    /// <param name="values">Row-major, shape <c>[items, width]</c>.</param>
    /// <param name="width">Values of an embedding.</param>
    public ItemVectors(ReadOnlyMemory<float> values, int width)
    {
        (_values, Width) = (values.ToArray(), width);
        _norms = new float[_values.Length / width];
        for (var item = 0; item < _norms.Length; item++)
        {
            _norms[item] = MathF.Sqrt(Dot(Of(item), Of(item))) + 1e-9f;
        }
    }

    /// <summary>Values of an embedding.</summary>
    public int Width { get; }

    /// <summary>Number of items.</summary>
    public int Count => _norms.Length;

    /// <summary>One embedding.</summary>
    /// <param name="item">The item.</param>
    public ReadOnlySpan<float> Of(int item) => _values.AsSpan(item * Width, Width);

    /// <summary>Scores of all items for a state.</summary>
    /// <param name="state">Shape <c>[Width]</c>.</param>
    /// <param name="scores">Destination, shape <c>[Count]</c>.</param>
    public void Score(ReadOnlySpan<float> state, Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = Dot(state, Of(item));
        }
    }

    /// <summary>The cosine of two items.</summary>
    /// <param name="a">One item.</param>
    /// <param name="b">Another.</param>
    public float Between(int a, int b) => Dot(Of(a), Of(b)) / (_norms[a] * _norms[b]);

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (sum, vectors) = (Vector<float>.Zero, a.Length / Vector<float>.Count);
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        for (var i = 0; i < vectors; i++)
        {
            sum += left[i] * right[i];
        }

        var total = Vector.Sum(sum);
        for (var i = vectors * Vector<float>.Count; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
