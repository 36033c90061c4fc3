using System.Numerics;

namespace XbFunctions.Training.Neural;

/// <summary>A weight with its gradient, in pinned arrays that ONNX Runtime reads and writes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Parameter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Parameter(ParameterSpec spec)
    {
        (Name, Shape) = (spec.Name, spec.Shape);
        Values = GC.AllocateArray<T>(spec.Length, pinned: true);
        Gradient = GC.AllocateArray<T>(spec.Length, pinned: true);
    }

    /// <summary>Name, as in the graph.</summary>
    public string Name { get; }

    /// <summary>Lengths of its dimensions.</summary>
    public long[] Shape { get; }

    /// <summary>Row-major values.</summary>
    public T[] Values { get; }

    /// <summary>Row-major gradient of the last step's loss.</summary>
    public T[] Gradient { get; }
}
