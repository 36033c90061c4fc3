using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Training.Neural;

/// <summary>An exported sequence model, opened by its bytes alone. Thread-safe, except that <see cref="Dispose"/> must come last.</summary>
public sealed class ExportedStates : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SequenceBatches _batches;
    private readonly SequenceNetworkOptions _options;
    private readonly ConcurrentQueue<StateBuffers> _idle = new();

    private ExportedStates(InferenceSession session)
    {
        var metadata = session.ModelMetadata.CustomMetadataMap;
        _session = session;
        _options = new SequenceNetworkOptions
        {
            MaxLength = int.Parse(metadata[SequenceModel.MaxLengthKey], CultureInfo.InvariantCulture),
            PositionsFromEnd = metadata[SequenceModel.PositionsKey] == SequenceModel.FromEnd,
        };
        _batches = new SequenceBatches(_options);
        ItemNames = metadata.GetValueOrDefault(SequenceModel.ItemNamesKey, "") is { Length: > 0 } names ? names.Split('\n') : [];
        Items = Run([[0]], session.OutputNames[1]);
        Width = session.OutputMetadata[session.OutputNames[1]].Dimensions[1];
    }

    /// <summary>Names that the items were exported with; empty where there were none.</summary>
    public IReadOnlyList<string> ItemNames { get; }

    /// <summary>Length of a state and of an embedding.</summary>
    public int Width { get; }

    /// <summary>Number of items.</summary>
    public int ItemCount => Items.Length / Width;

    /// <summary>Items of a sequence that are looked at, the latest.</summary>
    public int MaxLength => _options.MaxLength;

    /// <summary>Embeddings, shape <c>[ItemCount, Width]</c>, row-major; the product with a state is an item's score.</summary>
    public ReadOnlyMemory<float> Items { get; }

    /// <summary>Opens a model.</summary>
    /// <param name="onnx">What <see cref="SequenceModel.Export"/> gave.</param>
    /// <exception cref="TrainerException">ONNX Runtime refuses the bytes, or they are no such model.</exception>
    public static ExportedStates Open(byte[] onnx)
    {
        using var options = new SessionPolicy(1).ToOptions();
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(onnx, options);
            return new ExportedStates(session);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            session?.Dispose();
            throw new TrainerException($"The exported model cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>The states behind sequences, all in one run.</summary>
    /// <param name="sequences">Items from 0, oldest first, one or more each.</param>
    /// <returns>Row-major, shape <c>[sequences, width]</c>.</returns>
    public float[] States(IReadOnlyList<int[]> sequences) => Run(sequences, _session.OutputNames[0]);

    /// <summary>The state behind one sequence. Allocates nothing where the callers at work have come before.</summary>
    /// <param name="sequence">Items from 0, oldest first, one or more; the latest are looked at.</param>
    /// <param name="state">Destination, shape <c>[Width]</c>.</param>
    public void State(ReadOnlySpan<int> sequence, Span<float> state)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sequence.Length, nameof(sequence));
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, Width, nameof(state));
        if (!_idle.TryDequeue(out var buffers))
        {
            buffers = new StateBuffers(_session, _options, Width);
        }

        try
        {
            buffers.Run(sequence[Math.Max(0, sequence.Length - MaxLength)..], state);
        }
        finally
        {
            _idle.Enqueue(buffers);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryDequeue(out var buffers))
        {
            buffers.Dispose();
        }

        _session.Dispose();
    }

    private float[] Run(IReadOnlyList<int[]> sequences, string output)
    {
        var feeds = _batches.Scoring(sequences).All.ToArray();
        OrtValue[] values = [.. feeds.Select(static feed => feed.Integers is { } integers
            ? OrtValue.CreateTensorValueFromMemory(integers, feed.Shape)
            : OrtValue.CreateTensorValueFromMemory(feed.Reals!, feed.Shape))];
        try
        {
            using var run = new RunOptions();
            using var results = _session.Run(run, [.. feeds.Select(static feed => feed.Name)], values, [output]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            Array.ForEach(values, static value => value.Dispose());
        }
    }
}
