using System.Numerics;
using System.Runtime.InteropServices;
using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>All weights of a network, in the order of its graph.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class ParameterStore<T> : IWeightSource
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, Parameter<T>> _byName;

    /// <summary>Makes the weights with their starting values.</summary>
    /// <param name="specs">What the graph asks for.</param>
    /// <param name="seed">Seed of the random ones. The values do not depend on <typeparamref name="T"/> but for rounding.</param>
    public ParameterStore(IReadOnlyList<ParameterSpec> specs, long seed)
    {
        All = [.. specs.Select(static spec => new Parameter<T>(spec))];
        _byName = All.ToDictionary(static parameter => parameter.Name, StringComparer.Ordinal);
        var generator = new SeededGenerator(seed, stream: -1);
        foreach (var (index, spec) in specs.Index())
        {
            foreach (ref var value in All[index].Values.AsSpan())
            {
                value = T.CreateChecked(
                    spec.Start.Deviation == 0 ? spec.Start.Mean : spec.Start.Mean + (spec.Start.Deviation * generator.NextNormal()));
            }
        }
    }

    /// <summary>The weights.</summary>
    public IReadOnlyList<Parameter<T>> All { get; }

    /// <summary>One weight.</summary>
    /// <param name="name">Its name in the graph.</param>
    /// <exception cref="KeyNotFoundException">The network has no such weight.</exception>
    public Parameter<T> this[string name] => _byName[name];

    /// <summary>Number of values of all weights.</summary>
    public long Count => All.Sum(static parameter => (long)parameter.Values.Length);

    /// <summary>A copy of all values.</summary>
    public T[][] Copy() => [.. All.Select(static parameter => parameter.Values.ToArray())];

    /// <summary>Takes values over from a copy.</summary>
    /// <param name="copy">What <see cref="Copy"/> gave.</param>
    public void Restore(T[][] copy)
    {
        foreach (var (index, parameter) in All.Index())
        {
            copy[index].CopyTo(parameter.Values, 0);
        }
    }

    /// <summary>A hash of all values, to compare runs.</summary>
    public string Hash()
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var parameter in All)
        {
            hash.AppendData(MemoryMarshal.AsBytes(parameter.Values.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Emit(OnnxGraphBuilder graph, string name, long[] shape) => graph.Initializer<T>(name, this[name].Values, shape);
}
