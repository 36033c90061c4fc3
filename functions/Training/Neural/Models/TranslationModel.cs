using System.Text.Json;
using System.Text.Json.Nodes;
using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>A trained encoder-decoder, which is written as the folder that <see cref="EncoderDecoderModel"/> loads.</summary>
public sealed class TranslationModel
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly TranslationModelOptions _options;
    private readonly ParameterStore<float> _weights;

    private TranslationModel(TranslationModelOptions options, ParameterStore<float> weights, NetworkRun run) =>
        (_options, _weights, Run) = (options, weights, run);

    /// <summary>How the training went; the metric is the negative mean cross-entropy of a held-out token.</summary>
    public NetworkRun Run { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="pairs">Sources and targets without start and end; those longer than the network allows are left out.</param>
    /// <param name="held">Pairs that rate the model after each epoch; none trains for all epochs.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <exception cref="TrainerException">No pair is short enough, or the loss is no number any more.</exception>
    public static TranslationModel Train(
        IReadOnlyList<(int[] Source, int[] Target)> pairs,
        IReadOnlyList<(int[] Source, int[] Target)> held,
        TranslationModelOptions options,
        IProgress<NetworkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Network.Check();
        var usable = Usable(pairs, options.Network.MaxLength);
        if (usable.Length == 0)
        {
            throw new TrainerException($"Expected a pair of fewer than {options.Network.MaxLength} tokens on both sides, got none in {pairs.Count} pairs.");
        }

        var batches = new TranslationBatches(options.PaddingToken, options.EndToken);
        var graph = new NetworkGraph("translation_training", OnnxElementType.Float);
        var loss = new TranslationNetwork(graph, options.Network).Loss();
        int[] lengths = [.. usable.Select(static pair => pair.Source.Length + pair.Target.Length + 2)];
        using var trainer = new NetworkTrainer<int[]>(
            graph, loss, batch => batches.Training([.. batch.Select(index => usable[index])]), Scheduled(options, lengths));
        using var rating = Rating(options, trainer.Parameters);
        var rated = Usable(held, options.Network.MaxLength);
        var run = trainer.Fit(
            generator => LengthBatcher.Batches(lengths, options.BatchTokens, generator),
            rated.Length == 0 ? null : _ => -Mean(rating, batches, rated),
            progress,
            cancellationToken);
        return new TranslationModel(options, trainer.Parameters, run);
    }

    /// <summary>Writes the three graphs and both settings files.</summary>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="weights">How weights are stored.</param>
    /// <param name="beams">Hypotheses that a search keeps, unless it is told otherwise.</param>
    public void WriteTo(string folder, SequenceWeights weights, int beams = 4)
    {
        Directory.CreateDirectory(folder);
        var source = weights == SequenceWeights.Exact ? (IWeightSource)_weights : new EightBitWeights(_weights);
        Write("encoder_model", static network => network.ExportEncoder());
        Write("decoder_model", static network => network.ExportDecoder());
        Write("decoder_with_past_model", static network => network.ExportNextDecoder());
        var config = new JsonObject
        {
            ["model_type"] = "xbfunctions",
            ["d_model"] = _options.Network.Width,
            ["vocab_size"] = _options.Network.Vocabulary,
            ["encoder_layers"] = _options.Network.Blocks,
            ["decoder_layers"] = _options.Network.Blocks,
            ["pad_token_id"] = _options.PaddingToken,
            ["eos_token_id"] = _options.EndToken,
            ["decoder_start_token_id"] = _options.PaddingToken,
        };
        File.WriteAllText(Path.Combine(folder, GenerationSettings.ConfigFile), config.ToJsonString(Indented));
        var generation = new JsonObject { ["num_beams"] = beams, ["max_length"] = _options.Network.MaxLength };
        File.WriteAllText(Path.Combine(folder, GenerationSettings.GenerationFile), generation.ToJsonString(Indented));

        void Write(string name, Action<TranslationNetwork> describe)
        {
            var graph = new NetworkGraph(name, OnnxElementType.Float, isScoring: true, source);
            describe(new TranslationNetwork(graph, _options.Network));
            File.WriteAllBytes(Path.Combine(folder, $"{name}.onnx"), graph.ToBytes());
        }
    }

    private static NetworkTrainerOptions Scheduled(TranslationModelOptions options, int[] lengths)
    {
        var steps = options.DecayEpochs == 0 ? 0 : LengthBatcher.Batches(lengths, options.BatchTokens, new SeededGenerator(options.Trainer.Seed, 0)).Count;
        return steps == 0 ? options.Trainer : options.Trainer with { Schedule = options.Trainer.Schedule with { DecaySteps = (long)steps * options.DecayEpochs } };
    }

    private static (int[] Source, int[] Target)[] Usable(IReadOnlyList<(int[] Source, int[] Target)> pairs, int maxLength) =>
        [.. pairs.Where(pair => pair.Source.Length > 0 && pair.Source.Length < maxLength && pair.Target.Length < maxLength)];

    private static ScoringSession<float> Rating(TranslationModelOptions options, ParameterStore<float> weights)
    {
        var graph = new NetworkGraph("translation_rating", OnnxElementType.Float, isScoring: true);
        var loss = new TranslationNetwork(graph, options.Network).Loss();
        graph.Output(loss);
        return new ScoringSession<float>(graph, loss, new SessionPolicy(options.Trainer.Threads), weights);
    }

    private static double Mean(ScoringSession<float> rating, TranslationBatches batches, (int[] Source, int[] Target)[] pairs)
    {
        const int Chunk = 64;
        var (sum, tokens) = (0.0, 0);
        foreach (var chunk in pairs.OrderBy(static pair => pair.Source.Length).Chunk(Chunk))
        {
            var count = chunk.Sum(static pair => pair.Target.Length + 1);
            sum += rating.Run(batches.Training(chunk))[0] * count;
            tokens += count;
        }

        return sum / tokens;
    }
}
