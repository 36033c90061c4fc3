using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Inference;

/// <summary>
/// An encoder-decoder in the folder layout of the common exports: <c>encoder_model.onnx</c>, <c>decoder_model.onnx</c> with
/// <c>decoder_with_past_model.onnx</c> or <c>decoder_model_merged.onnx</c>, <c>config.json</c>, <c>generation_config.json</c>. Graphs with the
/// ending <c>_quantized</c> are taken before others. Thread-safe.
/// </summary>
public sealed class EncoderDecoderModel : IDisposable
{
    /// <summary>Most tokens of a source.</summary>
    public const int LongestSource = 512;

    private const string Quantised = "_quantized";
    private const int SlackTokens = 16;

    private readonly InferenceSession _encoder;
    private readonly DecoderSession _decoder;

    private EncoderDecoderModel(GenerationSettings settings, InferenceSession encoder, DecoderSession decoder) =>
        (Settings, _encoder, _decoder) = (settings, encoder, decoder);

    /// <summary>How it is searched.</summary>
    public GenerationSettings Settings { get; }

    /// <summary>Whether keys and values are kept from step to step.</summary>
    public bool HasCache => _decoder.HasCache;

    /// <summary>Loads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">Threads of one run, above 0.</param>
    /// <exception cref="InvalidModelException">A file is missing, or is not what its name says; the message names it.</exception>
    public static EncoderDecoderModel Load(string folder, int threads)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var settings = GenerationSettings.Read(folder);
        var path = FindGraph(folder, "encoder_model") ?? throw new InvalidModelException($"encoder_model.onnx is missing in {folder}.");
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, EnableMemoryPattern = false };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");

        // Weights of 8 bits are made floats once, when a graph is loaded, instead of at each step.
        options.AddSessionConfigEntry("session.disable_quant_qdq", "1");
        InferenceSession? encoder = null;
        try
        {
            encoder = new InferenceSession(path, options);
            return new EncoderDecoderModel(settings, encoder, DecoderSession.Load(folder, options));
        }
        catch (OnnxRuntimeException exception)
        {
            encoder?.Dispose();
            throw new InvalidModelException($"ONNX Runtime refuses the model in {folder}: {exception.Message}", exception);
        }
        catch (InvalidModelException)
        {
            encoder?.Dispose();
            throw;
        }
    }

    /// <summary>Finds the best target of each source, all as one batch: give sources of like length together.</summary>
    /// <param name="sources">Tokens of each source, 1 to <see cref="LongestSource"/>, with the end where the model wants one.</param>
    /// <param name="beams">Hypotheses kept of each source; 0 for what the model says.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <exception cref="ArgumentException">A source is empty or too long.</exception>
    public IReadOnlyList<GeneratedSequence> Generate(IReadOnlyList<int[]> sources, int beams = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Any(static source => source.Length is 0 or > LongestSource))
        {
            throw new ArgumentException($"A source has no token, or more than {LongestSource}.", nameof(sources));
        }

        if (sources.Count == 0)
        {
            return [];
        }

        var settings = beams > 0 ? Settings with { Beams = beams } : Settings;
        var search = new BeamSearch(settings, [.. sources.Select(source => Math.Min(settings.MaxLength - 1, (2 * source.Length) + SlackTokens))]);
        using var kept = new DecoderCache();
        int[] rowSources = [.. search.Sources];
        var (states, mask) = (Encode(sources), MaskOf(sources, rowSources));
        try
        {
            while (search.Rows > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int[][] tokens = _decoder.HasCache
                    ? [.. search.LastTokens.Select(static token => new[] { token })]
                    : [.. Enumerable.Range(0, search.Rows).Select(search.TokensOf)];
                var parents = search.Advance(_decoder.Step(tokens, states, mask, kept));
                if (parents.Length == 0)
                {
                    break;
                }

                int[] next = [.. search.Sources];
                var isSame = next.AsSpan().SequenceEqual(rowSources);
                kept.Reorder(parents, name => !isSame || !DecoderSession.IsOfEncoder(name));
                if (!isSame)
                {
                    var before = states;
                    states = DecoderCache.Gather(before, parents);
                    before.Dispose();
                    mask.Dispose();
                    mask = MaskOf(sources, next);
                }

                rowSources = next;
            }
        }
        finally
        {
            states.Dispose();
            mask.Dispose();
        }

        return search.Best();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
    }

    /// <summary>The graph of a name, quantised if there is such a one.</summary>
    internal static string? FindGraph(string folder, string name)
    {
        string[] paths = [.. new[] { $"{name}{Quantised}.onnx", $"{name}.onnx" }.Select(file => Path.Combine(folder, file))];
        return Array.Find(paths, File.Exists);
    }

    private OrtValue Encode(IReadOnlyList<int[]> sources)
    {
        var length = sources.Max(static source => source.Length);
        var tokens = new long[sources.Count * length];
        Array.Fill(tokens, Settings.PaddingToken);
        for (var row = 0; row < sources.Count; row++)
        {
            for (var at = 0; at < sources[row].Length; at++)
            {
                tokens[(row * length) + at] = sources[row][at];
            }
        }

        int[] rows = [.. Enumerable.Range(0, sources.Count)];
        using var run = new RunOptions();
        using var ids = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, tokens.AsMemory(), [sources.Count, length]);
        using var attention = MaskOf(sources, rows);
        using var outputs = _encoder.Run(run, ["input_ids", "attention_mask"], [ids, attention], ["last_hidden_state"]);
        return DecoderCache.Gather(outputs[0], rows);
    }

    // 1 where a row's source has a token, 0 behind it.
    private static OrtValue MaskOf(IReadOnlyList<int[]> sources, int[] rowSources)
    {
        var length = sources.Max(static source => source.Length);
        var mask = new long[rowSources.Length * length];
        for (var row = 0; row < rowSources.Length; row++)
        {
            mask.AsSpan(row * length, sources[rowSources[row]].Length).Fill(1);
        }

        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, mask.AsMemory(), [rowSources.Length, length]);
    }
}
