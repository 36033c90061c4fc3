using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace XbFunctions.Inference;

/// <summary>
/// The decoder of an exported model in the layouts that are common: one graph for the first token and one that goes on from cached keys and
/// values, both merged in one, or the first alone, which is run over all tokens again and again. Thread-safe.
/// </summary>
internal sealed class DecoderSession : IDisposable
{
    private const string Past = "past_key_values.";
    private const string Present = "present.";
    private const string BranchSwitch = "use_cache_branch";

    private readonly InferenceSession _first;
    private readonly InferenceSession? _next;

    private DecoderSession(InferenceSession first, InferenceSession? next) => (_first, _next) = (first, next);

    private bool IsMerged => _first.InputNames.Any(static name => name.StartsWith(Past, StringComparison.Ordinal));

    /// <summary>Whether keys and values are kept from step to step.</summary>
    public bool HasCache => IsMerged || _next is not null;

    /// <summary>Loads the decoder of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Of the sessions.</param>
    /// <exception cref="InvalidModelException">There is none.</exception>
    public static DecoderSession Load(string folder, SessionOptions options)
    {
        string[] names = ["decoder_model_merged", "decoder_model"];
        var first = names.Select(name => EncoderDecoderModel.FindGraph(folder, name)).FirstOrDefault(static path => path is not null)
            ?? throw new InvalidModelException($"{folder} has neither decoder_model_merged.onnx nor decoder_model.onnx.");
        var next = Path.GetFileName(first).StartsWith("decoder_model_merged", StringComparison.Ordinal)
            ? null : EncoderDecoderModel.FindGraph(folder, "decoder_with_past_model");
        var session = new InferenceSession(first, options);
        try
        {
            return new DecoderSession(session, next is null ? null : new InferenceSession(next, options));
        }
        catch (OnnxRuntimeException)
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs one step.</summary>
    /// <param name="tokens">Tokens of each row: all of them without a cache, else the last one.</param>
    /// <param name="states">The encoder's states, a row each.</param>
    /// <param name="mask">The source's mask, a row each.</param>
    /// <param name="cache">Keys and values of the steps before; filled.</param>
    /// <returns>Logits of each row's last token.</returns>
    public ReadOnlyMemory<float>[] Step(int[][] tokens, OrtValue states, OrtValue mask, DecoderCache cache)
    {
        var isFirst = cache.Values.Count == 0;
        var session = isFirst || _next is null ? _first : _next;
        var (rows, length) = (tokens.Length, tokens[0].Length);
        long[] flat = [.. tokens.SelectMany(static row => row).Select(static token => (long)token)];
        List<OrtValue> owned = [OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, flat.AsMemory(), [rows, length])];
        try
        {
            Dictionary<string, OrtValue> inputs = new(StringComparer.Ordinal) { ["input_ids"] = owned[0] };
            foreach (var name in session.InputNames.Where(name => !inputs.ContainsKey(name)))
            {
                inputs.Add(name, name switch
                {
                    "encoder_hidden_states" => states,
                    "encoder_attention_mask" => mask,
                    BranchSwitch => Own(owned, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new[] { !isFirst }.AsMemory(), [1])),
                    _ when cache.Values.TryGetValue(name, out var kept) => kept,
                    _ when name.StartsWith(Past, StringComparison.Ordinal) => Own(owned, Empty(session, name, rows)),
                    _ => throw new InvalidModelException($"The decoder wants an input '{name}', which is not known."),
                });
            }

            return Take(session, inputs, rows, isFirst, cache);
        }
        finally
        {
            owned.ForEach(static value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _next?.Dispose();
    }

    private ReadOnlyMemory<float>[] Take(InferenceSession session, Dictionary<string, OrtValue> inputs, int rows, bool isFirst, DecoderCache cache)
    {
        string[] wanted = ["logits", .. HasCache ? session.OutputNames.Where(static name => name.StartsWith(Present, StringComparison.Ordinal)) : []];
        using var run = new RunOptions();
        using var outputs = session.Run(run, [.. inputs.Keys], [.. inputs.Values], wanted);
        for (var index = 1; index < wanted.Length; index++)
        {
            // What is made of the encoder's states never changes: the first step's is kept.
            if (isFirst || !IsOfEncoder(wanted[index]))
            {
                cache.Set(Past + wanted[index][Present.Length..], DecoderCache.Gather(outputs[index], [.. Enumerable.Range(0, rows)]));
            }
        }

        var logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        var (length, words) = ((int)shape[1], (int)shape[2]);
        return [.. Enumerable.Range(0, rows).Select(row => new ReadOnlyMemory<float>(logits, ((row * length) + length - 1) * words, words))];
    }

    /// <summary>Whether a cached value follows from the source alone.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsOfEncoder(string name) => name.Contains(".encoder.", StringComparison.Ordinal);

    // A merged graph wants all inputs at its first step too: keys of no token.
    private static OrtValue Empty(InferenceSession session, string name, int rows)
    {
        var dimensions = session.InputMetadata[name].Dimensions;
        return OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, TensorElementType.Float, [rows, dimensions[1], 0, dimensions[3]]);
    }

    private static OrtValue Own(List<OrtValue> owned, OrtValue value)
    {
        owned.Add(value);
        return value;
    }
}
