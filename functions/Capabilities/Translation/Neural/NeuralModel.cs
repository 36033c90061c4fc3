using System.Text.RegularExpressions;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Translation;

/// <summary>A translation model for one pair: subwords, network and search. Thread-safe.</summary>
internal sealed partial class NeuralModel : IDisposable
{
    private const int BatchSentences = 32;
    private const int BatchTokens = 1024;
    private const double LeastKnown = 0.6;

    private readonly EncoderDecoderModel _network;
    private readonly SubwordTokenizer _tokenizer;

    private NeuralModel(EncoderDecoderModel network, SubwordTokenizer tokenizer) => (_network, _tokenizer) = (network, tokenizer);

    /// <summary>Loads a folder.</summary>
    /// <param name="folder">The folder, in the layout of <see cref="EncoderDecoderModel"/> with <c>source.spm</c> and <c>vocab.json</c>.</param>
    /// <param name="threads">Threads of one run.</param>
    /// <exception cref="InvalidModelException">A file is missing, or is not what its name says.</exception>
    public static NeuralModel Load(string folder, int threads)
    {
        var tokenizer = SubwordTokenizer.Read(folder);
        return new NeuralModel(EncoderDecoderModel.Load(folder, threads), tokenizer);
    }

    /// <summary>Translates, sentence by sentence, sentences of like length together.</summary>
    /// <param name="texts">Texts of one line, with marks.</param>
    /// <param name="to">Target language, for a model of several.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <returns>
    /// An answer for each; one without its marks where the model has no subwords for them, so that it is asked again for what stands between,
    /// and none for a text that it does not know the characters of, that is too long, or that finds no end.
    /// </returns>
    public EngineAnswer[] Translate(IReadOnlyList<string> texts, string to, CancellationToken cancellationToken)
    {
        var works = texts.Select(text => Open(text, to)).ToArray();
        var sentences = works.SelectMany(static work => work.Sentences).Where(static one => one.Tokens is not null).OrderBy(static one => one.Tokens!.Length).ToList();
        foreach (var batch in Batches(sentences))
        {
            var found = _network.Generate([.. batch.Select(static one => one.Tokens!)], cancellationToken: cancellationToken);
            foreach (var (sentence, target) in batch.Zip(found))
            {
                sentence.Target = target;
            }
        }

        return [.. works.Select(Close)];
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private Work Open(string text, string to)
    {
        List<Sentence> sentences = [];
        var start = 0;
        foreach (Match match in Ends().Matches(text))
        {
            Add(text[start..match.Index], match.Value);
            start = match.Index + match.Length;
        }

        Add(text[start..], string.Empty);
        var hasMarks = sentences.Exists(static one => one.Tokens is null && one.Text.Any(ProtectedText.IsMark));
        return new Work(hasMarks ? [] : sentences, hasMarks);

        void Add(string sentence, string blank)
        {
            if (sentence.Any(char.IsLetterOrDigit) || sentence.Any(ProtectedText.IsMark))
            {
                var tokens = _tokenizer.Encode(sentence, out var known, to);
                sentences.Add(new Sentence(sentence, blank) { Tokens = known >= LeastKnown && tokens?.Length <= EncoderDecoderModel.LongestSource ? tokens : null });
            }
            else
            {
                sentences.Add(new Sentence(sentence, blank) { IsKept = true });
            }
        }
    }

    private EngineAnswer Close(Work work)
    {
        if (work.LacksMarks)
        {
            return new EngineAnswer(string.Empty, 0);
        }

        if (work.Sentences.Any(static one => !one.IsKept && one.Target is not { IsComplete: true }))
        {
            return default;
        }

        var text = string.Concat(work.Sentences.Select(one => (one.IsKept ? one.Text : _tokenizer.Decode(one.Target!.Tokens)) + one.Blank));
        return new EngineAnswer(text, work.Sentences.Where(static one => !one.IsKept).Select(static one => one.Target!.Confidence).DefaultIfEmpty(1).Min());
    }

    private static IEnumerable<List<Sentence>> Batches(List<Sentence> sorted)
    {
        List<Sentence> batch = [];
        foreach (var sentence in sorted)
        {
            if (batch.Count == BatchSentences || (batch.Count > 0 && sentence.Tokens!.Length * (batch.Count + 1) > BatchTokens))
            {
                yield return batch;
                batch = [];
            }

            batch.Add(sentence);
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    // Models are trained on sentences: the blank behind a sentence's end parts them.
    [GeneratedRegex(@"(?<=[.!?…][""'»”)\]]?)\s+|(?<=[。！？])\s*(?!$)", RegexOptions.CultureInvariant)]
    private static partial Regex Ends();

    private sealed record Work(List<Sentence> Sentences, bool LacksMarks);

    private sealed class Sentence(string text, string blank)
    {
        public string Text => text;

        public string Blank => blank;

        public int[]? Tokens { get; init; }

        public bool IsKept { get; init; }

        public GeneratedSequence? Target { get; set; }
    }
}
