using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Inference;

/// <summary>Keys and values that a decoder has computed, by the name under which it wants them again. The first dimension is the row.</summary>
internal sealed class DecoderCache : IDisposable
{
    private readonly Dictionary<string, OrtValue> _values = new(StringComparer.Ordinal);

    /// <summary>What is kept.</summary>
    public IReadOnlyDictionary<string, OrtValue> Values => _values;

    /// <summary>Keeps a value; the one before is disposed.</summary>
    /// <param name="name">Name of the decoder's input.</param>
    /// <param name="value">The value; owned from now on.</param>
    public void Set(string name, OrtValue value)
    {
        if (_values.Remove(name, out var before))
        {
            before.Dispose();
        }

        _values.Add(name, value);
    }

    /// <summary>Takes rows in another order, some more than once, some not at all.</summary>
    /// <param name="parents">For each new row the old one.</param>
    /// <param name="which">Whether a value is reordered.</param>
    public void Reorder(int[] parents, Func<string, bool> which)
    {
        foreach (var name in _values.Keys.Where(which).ToArray())
        {
            Set(name, Gather(_values[name], parents));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }

    /// <summary>Rows of a tensor of 32-bit floats.</summary>
    /// <param name="value">The tensor.</param>
    /// <param name="rows">The rows.</param>
    public static OrtValue Gather(OrtValue value, int[] rows)
    {
        var shape = value.GetTensorTypeAndShape().Shape;
        var from = value.GetTensorDataAsSpan<float>();
        var width = shape[0] == 0 ? 0 : from.Length / (int)shape[0];
        shape[0] = rows.Length;
        var gathered = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, shape);
        var to = gathered.GetTensorMutableDataAsSpan<float>();
        for (var row = 0; row < rows.Length; row++)
        {
            from.Slice(rows[row] * width, width).CopyTo(to[(row * width)..]);
        }

        return gathered;
    }
}
