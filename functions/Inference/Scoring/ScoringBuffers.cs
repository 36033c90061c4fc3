using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Inference;

/// <summary>One caller's pinned input and output, bound to the session. Not thread-safe: one caller at a time.</summary>
internal sealed class ScoringBuffers : IDisposable
{
    /// <summary>Rows of one run; beyond this, larger runs are no faster (200 trees) and pinned memory only grows.</summary>
    public const int MaxRows = 256;

    private readonly InferenceSession _session;
    private readonly string _inputName;
    private readonly string _outputName;
    private readonly int _width;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly RunOptions _options = new();
    private ScoringBinding? _full;
    private ScoringBinding? _partial;

    public ScoringBuffers(InferenceSession session, string inputName, string outputName, int width)
    {
        _session = session;
        _inputName = inputName;
        _outputName = outputName;
        _width = width;
        _input = GC.AllocateUninitializedArray<float>(MaxRows * width, pinned: true);
        _output = GC.AllocateUninitializedArray<float>(MaxRows, pinned: true);
    }

    /// <summary>Scores one run.</summary>
    /// <param name="rows">Row-major values, shape <c>[scores.Length, width]</c>.</param>
    /// <param name="scores">Destination, 1 to <see cref="MaxRows"/> long.</param>
    public void Run(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var binding = BindingFor(scores.Length);
        rows.CopyTo(_input);
        _session.RunWithBinding(_options, binding.Io);
        _output.AsSpan(0, scores.Length).CopyTo(scores);
    }

    public void Dispose()
    {
        _full?.Dispose();
        _partial?.Dispose();
        _options.Dispose();
    }

    // A tensor's shape is fixed once it is made. Full runs keep theirs, the rest of a batch keeps the last one used.
    private ScoringBinding BindingFor(int rowCount)
    {
        ref var binding = ref rowCount == MaxRows ? ref _full : ref _partial;
        if (binding?.RowCount != rowCount)
        {
            binding?.Dispose();
            binding = null;
            binding = new ScoringBinding(
                _session, (_inputName, _input.AsMemory(0, rowCount * _width)), (_outputName, _output.AsMemory(0, rowCount)), rowCount);
        }

        return binding;
    }
}
