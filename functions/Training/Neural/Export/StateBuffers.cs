using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Training.Neural;

/// <summary>
/// One caller's pinned input and output of a run over one sequence, always of the greatest length: what stands behind the sequence's end is hidden
/// from it by the mask. Not thread-safe.
/// </summary>
internal sealed class StateBuffers : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SequenceNetworkOptions _options;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _run = new();
    private readonly List<OrtValue> _values = [];
    private readonly long[] _items;
    private readonly long[] _positions;
    private readonly long[] _rows;
    private readonly float[] _state;

    /// <summary>Binds buffers to a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Length and way of counting positions.</param>
    /// <param name="width">Length of a state.</param>
    public StateBuffers(InferenceSession session, SequenceNetworkOptions options, int width)
    {
        (_session, _options, _binding) = (session, options, session.CreateIoBinding());
        var length = options.MaxLength;
        _items = Bind<long>("items", 1, length);
        _positions = Bind<long>("positions", 1, length);
        _rows = Bind<long>("rows", 1);
        SequenceBatches.FillMask(Bind<float>("mask", length, length), length);
        _state = GC.AllocateArray<float>(width, pinned: true);
        _values.Add(OrtValue.CreateTensorValueFromMemory(_state, [1, width]));
        _binding.BindOutput(session.OutputNames[0], _values[^1]);
    }

    /// <summary>Runs.</summary>
    /// <param name="sequence">1 to the greatest length items.</param>
    /// <param name="state">Destination.</param>
    public void Run(ReadOnlySpan<int> sequence, Span<float> state)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            _items[i] = sequence[i];
            _positions[i] = _options.PositionsFromEnd ? sequence.Length - 1 - i : i;
        }

        _rows[0] = sequence.Length - 1;
        _session.RunWithBinding(_run, _binding);
        _state.CopyTo(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(static value => value.Dispose());
        _run.Dispose();
    }

    private T[] Bind<T>(string name, params long[] shape)
        where T : unmanaged
    {
        var values = GC.AllocateArray<T>((int)shape.Aggregate(1L, static (product, length) => product * length), pinned: true);
        _values.Add(OrtValue.CreateTensorValueFromMemory(values, shape));
        _binding.BindInput(name, _values[^1]);
        return values;
    }
}
