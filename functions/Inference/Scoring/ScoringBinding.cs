using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Inference;

/// <summary>Tensors of one row count over a caller's buffers, bound to the session once and run many times without allocation.</summary>
internal sealed class ScoringBinding : IDisposable
{
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    public ScoringBinding(
        InferenceSession session, (string Name, Memory<float> Memory) input, (string Name, Memory<float> Memory) output, int rowCount)
    {
        RowCount = rowCount;
        _input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, input.Memory, [rowCount, input.Memory.Length / rowCount]);
        _output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, output.Memory, [rowCount, 1]);
        Io = session.CreateIoBinding();
        Io.BindInput(input.Name, _input);
        Io.BindOutput(output.Name, _output);
    }

    public int RowCount { get; }

    public OrtIoBinding Io { get; }

    public void Dispose()
    {
        Io.Dispose();
        _input.Dispose();
        _output.Dispose();
    }
}
