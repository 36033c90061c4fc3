using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>A graph loaded into ONNX Runtime, with the conversion of a batch into its inputs.</summary>
/// <typeparam name="T">Type of the graph's real numbers.</typeparam>
internal abstract class GraphSession<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SessionOptions _options;

    /// <summary>Loads a graph.</summary>
    /// <param name="graph">The finished graph.</param>
    /// <param name="policy">How to run it.</param>
    /// <exception cref="TrainerException">ONNX Runtime refuses the graph.</exception>
    protected GraphSession(NetworkGraph graph, SessionPolicy policy)
    {
        Graph = graph;
        _options = policy.ToOptions();
        try
        {
            Session = new InferenceSession(graph.ToBytes(), _options);
        }
        catch (OnnxRuntimeException exception)
        {
            _options.Dispose();
            throw new TrainerException($"ONNX Runtime refuses the network: {exception.Message}", exception);
        }
    }

    /// <summary>The graph.</summary>
    protected NetworkGraph Graph { get; }

    /// <summary>ONNX Runtime's session.</summary>
    protected InferenceSession Session { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the session holds.</summary>
    /// <param name="disposing">Always true: there is no finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
        Session.Dispose();
        _options.Dispose();
    }

    /// <summary>A tensor over an array, without a copy.</summary>
    /// <typeparam name="TValue">Kind of value.</typeparam>
    /// <param name="values">Row-major values.</param>
    /// <param name="shape">Lengths of the dimensions.</param>
    protected static OrtValue Over<TValue>(TValue[] values, long[] shape)
        where TValue : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(), shape);

    /// <summary>A batch's values for one input.</summary>
    /// <param name="feeds">The batch.</param>
    /// <param name="input">The input.</param>
    protected static OrtValue Feed(BatchFeeds feeds, GraphTensor input)
    {
        var feed = feeds[input.Name];
        if (feed.Shape.Length != input.Rank || feed.Integers is null == input.Type is OnnxElementType.Int64)
        {
            var kind = feed.Integers is null ? "real numbers" : "integers";
            throw new ArgumentException($"Input {input}: fed with {kind} of {feed.Shape.Length} dimensions.", nameof(feeds));
        }

        return feed.Integers is { } integers ? Over(integers, feed.Shape)
            : feed.Reals is float[] reals && typeof(T) == typeof(float) ? Over(reals, feed.Shape)
            : Over(Array.ConvertAll(feed.Reals!, static value => T.CreateChecked(value)), feed.Shape);
    }
}
