using XbFunctions.Training.Neural;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Trains a network for one pair on parallel text, with the subwords and protected tokens that it will translate with.</summary>
/// <param name="protector">Finds what is kept.</param>
public sealed class NeuralTrainer(TokenProtector protector)
{
    /// <summary>Trains and writes a folder that <see cref="NeuralEngine"/> loads.</summary>
    /// <param name="pairs">Parallel text, two or more pairs.</param>
    /// <param name="held">Pairs that rate the network after each epoch; none trains for all epochs.</param>
    /// <param name="options">Sizes and training.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at between steps; the folder has no <c>config.json</c> then.</param>
    /// <returns>How the training went.</returns>
    /// <exception cref="Training.TrainerException">No pair is short enough, or the loss is no number any more.</exception>
    public NetworkRun Train(
        IReadOnlyList<(string Source, string Target)> pairs,
        IReadOnlyList<(string Source, string Target)> held,
        NeuralTrainerOptions options,
        string folder,
        IProgress<NetworkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Train([.. pairs.Select(Protect)], [.. held.Select(Protect)], [], options, folder, progress, cancellationToken);
    }

    /// <summary>Trains on texts whose kept parts are marks already, and writes a folder.</summary>
    /// <param name="texts">What is learnt from.</param>
    /// <param name="held">What rates the network after each epoch; may be empty.</param>
    /// <param name="languages">Target languages of a network for several, those that the texts name; none for one.</param>
    /// <param name="options">Sizes and training.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    internal static NetworkRun Train(
        IReadOnlyList<NeuralText> texts,
        IReadOnlyList<NeuralText> held,
        IReadOnlyList<string> languages,
        NeuralTrainerOptions options,
        string folder,
        IProgress<NetworkProgress>? progress,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var words = texts.SelectMany(static pair => new[] { pair.Source, pair.Target }).Select(static text => string.Concat(text.Select(static letter => ProtectedText.IsMark(letter) ? ' ' : letter)));
        var vocabulary = SubwordTrainer.Train(words, options.Subwords) with { Languages = languages };
        var pieces = vocabulary.ToSentencePieceFile();
        File.WriteAllBytes(Path.Combine(folder, "source.spm"), pieces);
        File.WriteAllBytes(Path.Combine(folder, "target.spm"), pieces);
        File.WriteAllBytes(Path.Combine(folder, "vocab.json"), vocabulary.ToVocabularyFile());
        var tokenizer = SubwordTokenizer.Read(folder);
        var model = TranslationModel.Train(
            [.. Encode(texts, tokenizer)],
            [.. Encode(held, tokenizer)],
            new TranslationModelOptions
            {
                Network = options.ToNetwork(vocabulary.Count),
                Trainer = options.Trainer,
                DecayEpochs = options.DecayEpochs,
                BatchTokens = options.BatchTokens,
                PaddingToken = SubwordVocabulary.Padding,
                EndToken = SubwordVocabulary.End,
            },
            progress,
            cancellationToken);
        model.WriteTo(folder, options.Weights, options.Beams);
        return model.Run;
    }

    // What is kept in the source stands in the target as it is; where it does not, the pair teaches nothing of it.
    private NeuralText Protect((string Source, string Target) pair)
    {
        var found = protector.Protect(pair.Source, isHtml: false, glossary: null);
        var target = pair.Target;
        for (var index = 0; index < found.Tokens.Count; index++)
        {
            var at = target.IndexOf(found.Tokens[index].Target, StringComparison.Ordinal);
            if (at < 0 || index >= SubwordVocabulary.Marks)
            {
                return new NeuralText(pair.Source, pair.Target);
            }

            target = string.Concat(target.AsSpan(0, at), ((char)(ProtectedText.First + index)).ToString(), target.AsSpan(at + found.Tokens[index].Target.Length));
        }

        return new NeuralText(found.Template, target);
    }

    private static IEnumerable<(int[] Source, int[] Target)> Encode(IEnumerable<NeuralText> pairs, SubwordTokenizer tokenizer)
    {
        foreach (var (source, target, language) in pairs)
        {
            if (tokenizer.Encode(source, out _, language) is { } from && tokenizer.Encode(target, out _) is { } to)
            {
                // The network adds the ends itself.
                yield return (from[..^1], to[..^1]);
            }
        }
    }
}
