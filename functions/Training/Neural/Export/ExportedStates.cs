using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Training.Neural;

/// <summary>An exported sequence model, opened by its bytes alone. Thread-safe.</summary>
public sealed class ExportedStates : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SequenceBatches _batches;

    private ExportedStates(InferenceSession session)
    {
        var metadata = session.ModelMetadata.CustomMetadataMap;
        _session = session;
        _batches = new SequenceBatches(new SequenceNetworkOptions
        {
            MaxLength = int.Parse(metadata[SequenceModel.MaxLengthKey], System.Globalization.CultureInfo.InvariantCulture),
            PositionsFromEnd = metadata[SequenceModel.PositionsKey] == SequenceModel.FromEnd,
        });
    }

    /// <summary>Opens a model.</summary>
    /// <param name="onnx">What <see cref="SequenceModel.Export"/> gave.</param>
    /// <exception cref="TrainerException">ONNX Runtime refuses the bytes.</exception>
    public static ExportedStates Open(byte[] onnx)
    {
        using var options = new SessionPolicy(1).ToOptions();
        try
        {
            return new ExportedStates(new InferenceSession(onnx, options));
        }
        catch (OnnxRuntimeException exception)
        {
            throw new TrainerException($"ONNX Runtime refuses the exported model: {exception.Message}", exception);
        }
    }

    /// <summary>The states behind sequences, all in one run.</summary>
    /// <param name="sequences">Items from 0, oldest first, one or more each.</param>
    /// <returns>Row-major, shape <c>[sequences, width]</c>.</returns>
    public float[] States(IReadOnlyList<int[]> sequences)
    {
        var feeds = _batches.Scoring(sequences).All.ToArray();
        OrtValue[] values = [.. feeds.Select(static feed => feed.Integers is { } integers
            ? OrtValue.CreateTensorValueFromMemory(integers, feed.Shape)
            : OrtValue.CreateTensorValueFromMemory(feed.Reals!, feed.Shape))];
        try
        {
            using var run = new RunOptions();
            using var results = _session.Run(run, [.. feeds.Select(static feed => feed.Name)], values, _session.OutputNames);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            Array.ForEach(values, static value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
