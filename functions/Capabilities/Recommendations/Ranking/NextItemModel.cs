using XbFunctions.Inference;
using XbFunctions.Training;
using XbFunctions.Training.Neural;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>
/// The sequence model as it is served: a state for a history, an embedding for each item, whose product is the log-probability up to a constant.
/// Thread-safe. Not disposed of: requests may hold it, and the session frees itself behind the last one.
/// </summary>
public sealed class NextItemModel
{
    /// <summary>Name of the model in the registry.</summary>
    public const string ModelName = "nextitem";

    private readonly ExportedStates _states;

    private NextItemModel(ExportedStates states, string version) => (_states, Version) = (states, version);

    /// <summary>Version in the registry.</summary>
    public string Version { get; }

    /// <summary>Skus of the items, in the order of the embeddings.</summary>
    public IReadOnlyList<string> Skus => _states.ItemNames;

    /// <summary>Length of a state and of an embedding.</summary>
    public int Width => _states.Width;

    /// <summary>Embeddings, shape <c>[Skus.Count, Width]</c>, row-major.</summary>
    public ReadOnlyMemory<float> Items => _states.Items;

    /// <summary>Opens a model and runs its sample rows.</summary>
    /// <param name="package">Graph and manifest, as <see cref="NextItemPackager"/> makes them.</param>
    /// <exception cref="InvalidModelException">The graph does not open, has no skus, or gives other scores than the manifest says.</exception>
    public static NextItemModel Load(ModelPackage package)
    {
        var (name, manifest) = ($"Model '{package.Manifest.Name}' {package.Manifest.Version}", package.Manifest);
        ExportedStates states;
        try
        {
            states = ExportedStates.Open(package.Onnx);
        }
        catch (TrainerException exception)
        {
            throw new InvalidModelException($"{name}: {exception.Message}", exception);
        }

        var model = new NextItemModel(states, manifest.Version);
        if (states.ItemNames.Count != states.ItemCount)
        {
            states.Dispose();
            throw new InvalidModelException($"{name}: expected {states.ItemCount} skus, got {states.ItemNames.Count}.");
        }

        for (var row = 0; row < manifest.SampleRows.Count; row++)
        {
            var difference = Math.Abs(model.SampleScore(manifest.SampleRows[row]) - manifest.SampleOutputs[row]);
            if (!(difference <= manifest.SampleTolerance))
            {
                states.Dispose();
                throw new InvalidModelException($"{name}: sample row {row} differs by {difference}, expected {manifest.SampleTolerance} at most.");
            }
        }

        return model;
    }

    /// <summary>The state behind a history.</summary>
    /// <param name="history">Numbers into <see cref="Skus"/>, oldest first, one or more.</param>
    /// <param name="state">Destination, shape <c>[Width]</c>.</param>
    public void State(ReadOnlySpan<int> history, Span<float> state) => _states.State(history, state);

    /// <summary>Score of the last item of a sample row behind all of it.</summary>
    /// <param name="row">Numbers of items, the rest -1.</param>
    internal float SampleScore(ReadOnlySpan<float> row)
    {
        List<int> history = [];
        foreach (var item in row)
        {
            if (item >= 0 && item < _states.ItemCount)
            {
                history.Add((int)item);
            }
        }

        if (history.Count == 0)
        {
            return float.NaN;
        }

        var state = new float[Width];
        State([.. history], state);
        return NextItemScores.Dot(state, Items.Span.Slice(history[^1] * Width, Width));
    }
}
