using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Inference;

/// <summary>
/// One loaded model: a single ONNX Runtime session with one intra-op thread, shared by all callers, and one set of pinned buffers for each
/// caller at work. Thread-safe, except that <see cref="Dispose"/> must come after the last <see cref="Score"/>; a <see cref="ModelLease"/>
/// sees to that.
/// </summary>
public sealed class ScoringModel : IDisposable
{
    private const double MaxExplanationGap = 1e-5;

    private readonly InferenceSession _session;
    private readonly ConcurrentQueue<ScoringBuffers> _idle = new();
    private bool _disposed;

    private ScoringModel(InferenceSession session, ModelManifest manifest, TreeExplainer? explainer)
    {
        _session = session;
        Manifest = manifest;
        Explainer = explainer;
        Width = manifest.Inputs[0].Columns.Count;
    }

    /// <summary>What the model is and expects.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Number of columns of a row, in the order of the manifest's first input.</summary>
    public int Width { get; }

    /// <summary>Splits a score among the columns, or <see langword="null"/> where the model is no tree ensemble of ours.</summary>
    public TreeExplainer? Explainer { get; }

    /// <summary>Opens a session on a model and checks that bytes, graph and manifest belong together.</summary>
    /// <param name="onnx">Bytes of <c>model.onnx</c>; not kept.</param>
    /// <param name="manifest">The manifest beside it.</param>
    /// <exception cref="InvalidModelException">
    /// The hash, the input, the output or the columns differ, or ONNX Runtime refuses the graph.
    /// </exception>
    public static ScoringModel Load(byte[] onnx, ModelManifest manifest)
    {
        var hash = HashOf(onnx);
        if (!hash.Equals(manifest.Sha256, StringComparison.Ordinal))
        {
            throw new InvalidModelException($"Model '{manifest.Name}' {manifest.Version}: expected SHA-256 {manifest.Sha256}, got {hash}.");
        }

        var session = Open(onnx, manifest);
        try
        {
            CheckShapes(session, manifest);
            return new ScoringModel(session, manifest, ReadExplainer(onnx, manifest));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session on a model file.</summary>
    /// <param name="onnxPath">Path of <c>model.onnx</c>.</param>
    /// <param name="manifest">The manifest beside it.</param>
    /// <exception cref="InvalidModelException">As for the other overload.</exception>
    public static ScoringModel Load(string onnxPath, ModelManifest manifest) => Load(File.ReadAllBytes(onnxPath), manifest);

    /// <summary>The hash that a manifest states for these bytes.</summary>
    /// <param name="onnx">Bytes of <c>model.onnx</c>.</param>
    /// <returns>SHA-256, 64 hexadecimal digits in lower case.</returns>
    public static string HashOf(ReadOnlySpan<byte> onnx) => Convert.ToHexStringLower(SHA256.HashData(onnx));

    /// <summary>
    /// Scores a batch. Allocates nothing per row, and nothing at all for a number of rows that the caller's buffers have just seen.
    /// </summary>
    /// <param name="rows">Row-major values, shape <c>[rowCount, Width]</c>; NaN is missing.</param>
    /// <param name="rowCount">Number of rows, 0 or more.</param>
    /// <param name="scores">Destination, shape <c>[rowCount]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A span's length does not fit <paramref name="rowCount"/>.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public void Score(ReadOnlySpan<float> rows, int rowCount, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, rowCount * Width, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, rowCount, nameof(scores));
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryDequeue(out var buffers))
        {
            buffers = new ScoringBuffers(_session, Manifest.Inputs[0].Name, Manifest.OutputName, Width);
        }

        try
        {
            for (var done = 0; done < rowCount;)
            {
                var count = Math.Min(ScoringBuffers.MaxRows, rowCount - done);
                buffers.Run(rows.Slice(done * Width, count * Width), scores.Slice(done, count));
                done += count;
            }
        }
        finally
        {
            _idle.Enqueue(buffers);
        }
    }

    /// <summary>Runs the manifest's sample rows.</summary>
    /// <returns>The largest difference from the manifest's sample outputs.</returns>
    /// <exception cref="InvalidModelException">
    /// The difference is above the manifest's tolerance, a score is not a number, or a row's contributions do not add up to its raw score.
    /// </exception>
    public double SelfTest()
    {
        var worst = 0.0;
        Span<float> score = stackalloc float[1];
        for (var i = 0; i < Manifest.SampleRows.Count; i++)
        {
            Score(Manifest.SampleRows[i], 1, score);
            var difference = Math.Abs((double)score[0] - Manifest.SampleOutputs[i]);

            // Negated, so that NaN fails as well.
            if (!(difference <= Manifest.SampleTolerance))
            {
                throw new InvalidModelException(
                    $"Model '{Manifest.Name}' {Manifest.Version}: sample row {i} expected {Manifest.SampleOutputs[i]} "
                    + $"within {Manifest.SampleTolerance}, got {score[0]}.");
            }

            CheckExplanation(i);
            worst = Math.Max(worst, difference);
        }

        return worst;
    }

    private void CheckExplanation(int row)
    {
        if (Explainer?.GapOf(Manifest.SampleRows[row]) is { } gap && !(gap <= MaxExplanationGap))
        {
            throw new InvalidModelException(
                $"Model '{Manifest.Name}' {Manifest.Version}: sample row {row}: contributions expected to add up to the raw score within "
                + $"{MaxExplanationGap}, differ by {gap}.");
        }
    }

    /// <summary>Closes the session and frees the buffers. No call may be under way.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        while (_idle.TryDequeue(out var buffers))
        {
            buffers.Dispose();
        }

        _session.Dispose();
    }

    private static InferenceSession Open(byte[] onnx, ModelManifest manifest)
    {
        // Threads inside the session gain less than callers side by side on one shared session, and spinning starves other work.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(onnx, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidModelException(
                $"Model '{manifest.Name}' {manifest.Version}: ONNX Runtime refuses the graph: {exception.Message}", exception);
        }
    }

    private static TreeExplainer? ReadExplainer(byte[] onnx, ModelManifest manifest)
    {
        if (TreeEnsembleReader.Read(onnx) is not { } ensemble)
        {
            return null;
        }

        if (!ensemble.Columns.SequenceEqual(manifest.Inputs[0].Columns))
        {
            throw new InvalidModelException(
                $"Model '{manifest.Name}' {manifest.Version}: the columns in the graph differ from those in the manifest.");
        }

        try
        {
            return new TreeExplainer(ensemble);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidModelException($"Model '{manifest.Name}' {manifest.Version} cannot be explained: {exception.Message}", exception);
        }
    }

    private static void CheckShapes(InferenceSession session, ModelManifest manifest)
    {
        var input = manifest.Inputs[0];
        CheckShape(session.InputMetadata, input.Name, input.Columns.Count, manifest);
        CheckShape(session.OutputMetadata, manifest.OutputName, 1, manifest);
        if (session.InputMetadata.Count != 1)
        {
            throw new InvalidModelException(
                $"Model '{manifest.Name}' {manifest.Version}: expected one input, the graph has {session.InputMetadata.Count}.");
        }
    }

    private static void CheckShape(IReadOnlyDictionary<string, NodeMetadata> tensors, string name, int width, ModelManifest manifest)
    {
        var found = tensors.TryGetValue(name, out var tensor)
            ? $"{tensor.ElementDataType} [{string.Join(", ", tensor.Dimensions)}]"
            : $"only {string.Join(", ", tensors.Keys)}";
        if (tensor is not { Dimensions: [-1, var last], ElementType: var type } || last != width || type != typeof(float))
        {
            throw new InvalidModelException(
                $"Model '{manifest.Name}' {manifest.Version}: expected tensor '{name}' Float [-1, {width}], the graph has {found}.");
        }
    }
}
