using System.Globalization;
using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>
/// A trained model of the next item: a state for a sequence and an embedding for each item, whose product is the item's score.
/// </summary>
public sealed class SequenceModel : IDisposable
{
    internal const string MaxLengthKey = "max_length";
    internal const string PositionsKey = "positions";
    internal const string FromEnd = "from_end";
    internal const string ItemNamesKey = "item_names";

    private const int ScoringBatch = 256;

    private readonly SequenceNetworkOptions _options;
    private readonly ParameterStore<float> _weights;
    private readonly ScoringSession<float> _session;
    private readonly SequenceBatches _batches;

    private SequenceModel(SequenceNetworkOptions options, int items, ParameterStore<float> weights, int threads)
    {
        (_options, _weights, ItemCount) = (options, weights, items);
        _batches = new SequenceBatches(options);
        var graph = new NetworkGraph("next_item", OnnxElementType.Float, isScoring: true);
        var states = new SequenceNetwork(options, items).States(graph, out _);
        graph.Output(states);
        _session = new ScoringSession<float>(graph, states, new SessionPolicy(threads), weights);
    }

    /// <summary>Number of items.</summary>
    public int ItemCount { get; }

    /// <summary>Length of a state and of an embedding.</summary>
    public int Width => _options.Width;

    /// <summary>Embeddings, shape <c>[ItemCount, Width]</c>, row-major.</summary>
    public ReadOnlyMemory<float> Items => _weights["items/table"].Values;

    /// <summary>Embeddings as an export with these weights has them, shape <c>[ItemCount, Width]</c>, row-major.</summary>
    /// <param name="weights">How weights are stored.</param>
    public ReadOnlyMemory<float> ItemsAs(SequenceWeights weights) =>
        weights == SequenceWeights.Exact ? Items : new EightBitWeights(_weights).Rounded("items/table");

    /// <summary>How the training went.</summary>
    public NetworkRun? Run { get; private set; }

    /// <summary>Trains a model.</summary>
    /// <param name="sequences">Items from 0, oldest first; sequences of fewer than two are left out.</param>
    /// <param name="itemCount">Number of items, above each of them.</param>
    /// <param name="options">Settings.</param>
    /// <param name="metric">Rates the model after each epoch, higher is better; <see langword="null"/> trains for all epochs.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <exception cref="TrainerException">No sequence has two items, or the loss is no number any more.</exception>
    public static SequenceModel Train(
        IReadOnlyList<int[]> sequences,
        int itemCount,
        SequenceModelOptions options,
        Func<SequenceModel, double>? metric = null,
        IProgress<NetworkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Network.Check();
        int[][] usable = [.. sequences.Where(static sequence => sequence.Length > 1)];
        if (usable.Length == 0)
        {
            throw new TrainerException($"Expected a sequence of two items or more, got none in {sequences.Count} sequences.");
        }

        var batches = new SequenceBatches(options.Network);
        var graph = new NetworkGraph("next_item_training", OnnxElementType.Float);
        var loss = new SequenceNetwork(options.Network, itemCount).Loss(graph);
        using var trainer = new NetworkTrainer<int[]>(
            graph, loss, batch => batches.Training([.. batch.Select(index => usable[index])]), options.Trainer);
        int[] lengths = [.. usable.Select(sequence => Math.Min(sequence.Length - 1, options.Network.MaxLength))];
        var model = new SequenceModel(options.Network, itemCount, trainer.Parameters, options.Trainer.Threads);
        try
        {
            model.Run = trainer.Fit(
                generator => LengthBatcher.Batches(lengths, options.BatchTokens, generator),
                metric is null ? null : _ => metric(model),
                progress,
                cancellationToken);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The states behind sequences.</summary>
    /// <param name="sequences">Items from 0, oldest first, one or more each; the latest are looked at.</param>
    /// <returns>Row-major, shape <c>[sequences, Width]</c>.</returns>
    public float[] States(IReadOnlyList<int[]> sequences)
    {
        var states = new float[sequences.Count * Width];

        // By length, so that batches hold little padding.
        int[] order = [.. Enumerable.Range(0, sequences.Count).OrderBy(index => Math.Min(sequences[index].Length, _options.MaxLength))];
        foreach (var batch in order.Chunk(ScoringBatch))
        {
            var rows = _session.Run(_batches.Scoring([.. batch.Select(index => sequences[index])]));
            for (var i = 0; i < batch.Length; i++)
            {
                rows.AsSpan(i * Width, Width).CopyTo(states.AsSpan(batch[i] * Width));
            }
        }

        return states;
    }

    /// <summary>
    /// The model as an <c>.onnx</c> file made by the description that was trained: sequences in, states out, weights inside. The item table
    /// is its second output, for the product of state and items.
    /// </summary>
    /// <param name="weights">How weights are stored.</param>
    /// <param name="itemNames">A name of each item, without line breaks; <see langword="null"/> for none.</param>
    public byte[] Export(SequenceWeights weights, IReadOnlyList<string>? itemNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(itemNames?.Count ?? ItemCount, ItemCount, nameof(itemNames));
        IWeightSource source = weights == SequenceWeights.Exact ? _weights : new EightBitWeights(_weights);
        var graph = new NetworkGraph("next_item", OnnxElementType.Float, isScoring: true, source);
        graph.Metadata(MaxLengthKey, _options.MaxLength.ToString(CultureInfo.InvariantCulture));
        graph.Metadata(PositionsKey, _options.PositionsFromEnd ? FromEnd : "from_start");
        graph.Metadata(ItemNamesKey, string.Join('\n', itemNames ?? []));
        graph.Output(new SequenceNetwork(_options, ItemCount).States(graph, out var table));
        graph.Output(graph.Emit("Identity", [table], table.Type, table.Shape));
        return graph.ToBytes();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
