using System.IO.Compression;
using System.Text;

namespace XbFunctions.Training.Translation;

/// <summary>
/// A statistical phrase-based translator of one pair of languages (Koehn, Och and Marcu 2003; Och and Ney 2004): a log-linear model of phrases,
/// lexical weights, orientations and an n-gram model. Thread-safe.
/// </summary>
public sealed class PhraseTranslator
{
    private const string Magic = "XBPT1";
    private static readonly byte[] PackedMagic = [.. "XBPQ1"u8];
    private static readonly double[] FirstWeights = [0.5, 0.2, 0.2, 0.2, 0.2, -0.2, -0.5, 0.3, 0.3, 0.3];
    private readonly WordIds _source;
    private readonly WordIds _target;
    private readonly PhraseTable _table;
    private readonly NgramModel _language;
    private readonly double[] _weights;
    private readonly PhraseDecoder _decoder;

    private PhraseTranslator(WordIds source, WordIds target, PhraseTable table, NgramModel language, double[] weights, PhraseDecoderOptions search)
    {
        (_source, _target, _table, _language, _weights) = (source, target, table, language, weights);
        _decoder = new PhraseDecoder(table, language, weights, search);
    }

    /// <summary>Number of phrase pairs.</summary>
    public int Phrases => _table.Count;

    /// <summary>Trains on sentence pairs.</summary>
    /// <param name="pairs">Source and target sentences.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Takes the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static PhraseTranslator Train(
        IReadOnlyList<(string Source, string Target)> pairs, PhraseTranslatorOptions options, Action<double> progress, CancellationToken cancellationToken)
    {
        var casing = TrueCase.Learn(pairs.Select(static pair => TextTokens.Cut(pair.Target)));
        return Train([.. pairs.Select(pair => (Lower(TextTokens.Cut(pair.Source)), casing.Apply(TextTokens.Cut(pair.Target))))], options, progress, cancellationToken);
    }

    /// <summary>Trains on pairs of words.</summary>
    internal static PhraseTranslator Train(
        List<(List<string> Source, List<string> Target)> words, PhraseTranslatorOptions options, Action<double> progress, CancellationToken cancellationToken)
    {
        var corpus = words.Where(static pair => pair.Source.Count is > 0 and <= PhraseDecoder.MaxWords && pair.Target.Count is > 0 and <= 100).ToList();
        var weights = (double[])FirstWeights.Clone();
        weights[(int)PhraseFeature.Words] = -options.WordBonus;
        if (options.Tuning > 0 && corpus.Count >= 10 * options.Tuning)
        {
            var step = corpus.Count / options.Tuning;
            var held = corpus.Where((_, index) => index % step == step / 2).Take(options.Tuning).ToList();
            var kept = corpus.Except(held).ToList();
            var first = Build(kept, weights, options, share => progress(0.2 * share));
            weights = Tune(first, held, options, share => progress(0.2 + (0.55 * share)), cancellationToken);
        }

        return Build(corpus, weights, options, share => progress(0.75 + (0.25 * share)));
    }

    /// <summary>Translates a sentence; a longer one is cut at 60 words.</summary>
    /// <param name="text">The sentence.</param>
    /// <returns>The translation, and the share of its words that the model knows.</returns>
    public (string Text, double Known) Translate(string text) => Translate(text, out _);

    /// <summary>Translates a sentence; a longer one is cut at 60 words.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="pieces">Of how many phrases for each word it was put together: near 0 where it was known as a whole, 1 where word by word.</param>
    /// <returns>The translation, and the share of its words that the model knows.</returns>
    public (string Text, double Known) Translate(string text, out double pieces)
    {
        var words = TextTokens.Cut(text);
        List<string> target = [];
        var (unknown, phrases) = (0, 0.0);
        foreach (var chunk in words.Chunk(PhraseDecoder.MaxWords))
        {
            var ids = chunk.Select(word => _source.Find(word.ToLowerInvariant())).ToArray();
            var best = _decoder.Translate(ids)[0];
            unknown += best.Words.Count(word => word < 0 && chunk[~word].Any(char.IsLetter) && !IsMark(chunk[~word]));
            phrases -= best.Features[(int)PhraseFeature.Phrases];
            target.AddRange(best.Words.Select(word => word < 0 ? chunk[~word] : _target[word]));
        }

        if (target.Count > 0 && words.FirstOrDefault(static word => char.IsLetter(word[0])) is { } first && char.IsUpper(first[0]))
        {
            target[0] = char.ToUpperInvariant(target[0][0]) + target[0][1..];
        }

        pieces = phrases / Math.Max(1, words.Count);
        var letters = words.Count(static word => word.Any(char.IsLetter) && !IsMark(word));
        return (TextTokens.Join(target), letters == 0 ? 1 : 1 - (unknown / (double)letters));
    }

    /// <summary>Finds the best translations of words.</summary>
    /// <param name="words">1 to 60 words, lower case.</param>
    /// <param name="surfaces">The words as they are copied where they are unknown.</param>
    /// <param name="count">How many.</param>
    /// <returns>Their words and scores, the best first.</returns>
    internal List<(string[] Words, double Score)> Best(IReadOnlyList<string> words, IReadOnlyList<string> surfaces, int count) => [.. _decoder
        .Translate(words.Select(_source.Find).ToArray(), count)
        .Select(one => (one.Words.Select(word => word < 0 ? surfaces[~word] : _target[word]).ToArray(), one.Score))];

    /// <summary>Packs the model.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            writer.Write(Magic);
            foreach (var ids in (WordIds[])[_source, _target])
            {
                writer.Write(ids.Count);
                for (var id = 1; id < ids.Count; id++)
                {
                    writer.Write(ids[id]);
                }
            }

            writer.Write(_weights.Length);
            foreach (var weight in _weights)
            {
                writer.Write(weight);
            }

            _table.Write(writer);
            _language.Write(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Unpacks a model.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> made.</param>
    /// <param name="search">Bounds of the search.</param>
    /// <exception cref="InvalidDataException">It is no such model.</exception>
    public static PhraseTranslator FromBytes(byte[] bytes, PhraseDecoderOptions search)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            if (reader.ReadString() != Magic)
            {
                throw new InvalidDataException($"The bytes do not begin with {Magic}: this is no phrase model.");
            }

            var ids = new[] { new WordIds(), new WordIds() };
            foreach (var words in ids)
            {
                for (var count = reader.ReadInt32(); count > 1; count--)
                {
                    words.Add(reader.ReadString());
                }
            }

            var weights = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadDouble()).ToArray();
            return new PhraseTranslator(ids[0], ids[1], PhraseTable.Read(reader), NgramModel.Read(reader), weights, search);
        }
        catch (Exception exception) when (exception is IOException or FormatException or DecoderFallbackException or ArgumentException)
        {
            throw new InvalidDataException($"The phrase model of {bytes.Length} bytes cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Packs the model into a small form: 8 bits a logarithm, and Brotli.</summary>
    public byte[] ToPackedBytes()
    {
        using var stream = new MemoryStream();
        stream.Write(PackedMagic);
        using (var packed = new BrotliStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var writer = new BinaryWriter(packed, Encoding.UTF8))
        {
            foreach (var ids in (WordIds[])[_source, _target])
            {
                writer.Write7BitEncodedInt(ids.Count);
                for (var id = 1; id < ids.Count; id++)
                {
                    writer.Write(ids[id]);
                }
            }

            writer.Write7BitEncodedInt(_weights.Length);
            foreach (var weight in _weights)
            {
                writer.Write(weight);
            }

            _table.WritePacked(writer);
            _language.WritePacked(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Unpacks what <see cref="ToPackedBytes"/> made.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="search">Bounds of the search.</param>
    /// <exception cref="InvalidDataException">It is no such model.</exception>
    public static PhraseTranslator FromPacked(Stream stream, PhraseDecoderOptions search)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var magic = new byte[PackedMagic.Length];
            if (stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.AsSpan().SequenceEqual(PackedMagic))
            {
                throw new InvalidDataException("The bytes do not begin with XBPQ1: this is no packed phrase model.");
            }

            using var packed = new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true);
            using var reader = new BinaryReader(packed, Encoding.UTF8);
            var ids = new[] { new WordIds(), new WordIds() };
            foreach (var words in ids)
            {
                for (var count = reader.Read7BitEncodedInt(); count > 1; count--)
                {
                    words.Add(reader.ReadString());
                }
            }

            var weights = Enumerable.Range(0, reader.Read7BitEncodedInt()).Select(_ => reader.ReadDouble()).ToArray();
            return new PhraseTranslator(ids[0], ids[1], PhraseTable.ReadPacked(reader), NgramModel.ReadPacked(reader), weights, search);
        }
        catch (Exception exception) when (exception is IOException or FormatException or DecoderFallbackException or ArgumentException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            throw new InvalidDataException($"The packed phrase model cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsMark(string word) => word[0] is >= '\uE000' and <= '\uF8FF';

    private static List<string> Lower(List<string> words) => [.. words.Select(static word => word.ToLowerInvariant())];

    private static PhraseTranslator Build(List<(List<string> Source, List<string> Target)> corpus, double[] weights, PhraseTranslatorOptions options, Action<double> progress)
    {
        var (source, target) = (new WordIds(), new WordIds());
        int[][] sources = [.. corpus.Select(pair => pair.Source.Select(source.Add).ToArray())];
        int[][] targets = [.. corpus.Select(pair => pair.Target.Select(target.Add).ToArray())];
        var toSource = WordAligner.Align(sources, targets, source.Count, share => progress(0.35 * share));
        var toTarget = WordAligner.Align(targets, sources, target.Count, share => progress(0.35 + (0.35 * share)));
        var links = toSource.Zip(toTarget, AlignmentSymmetry.Join).ToArray();
        var extractor = new PhraseExtractor(options.Longest, options.LeastCount);
        for (var n = 0; n < links.Length; n++)
        {
            extractor.Count(sources[n], targets[n], links[n]);
        }

        for (var n = 0; n < links.Length; n++)
        {
            extractor.Extract(sources[n], targets[n], links[n]);
        }

        progress(0.85);
        var made = new PhraseTranslator(source, target, extractor.Build(), NgramModel.Train(targets, options.Order), weights, options.Search);
        progress(1);
        return made;
    }

    private static double[] Tune(
        PhraseTranslator model, List<(List<string> Source, List<string> Target)> held, PhraseTranslatorOptions options, Action<double> progress, CancellationToken cancellationToken)
    {
        const int Best = 100;
        var lists = held.Select(static _ => new List<(double[] Features, BleuCounts Counts)>()).ToList();
        var seen = held.Select(static _ => new HashSet<string>(StringComparer.Ordinal)).ToList();
        var (weights, champion, championBleu) = (model._weights, model._weights, -1.0);
        for (var iteration = 0; iteration < options.Iterations; iteration++)
        {
            var decoder = new PhraseDecoder(model._table, model._language, weights, options.Search with { StackSize = 60, MaxOptions = 15 });
            var tops = new BleuCounts[held.Count];
            Parallel.For(0, held.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount), CancellationToken = cancellationToken }, n =>
            {
                var words = held[n].Source.Select(model._source.Find).ToArray();
                foreach (var (rank, one) in decoder.Translate(words, Best).Index())
                {
                    string[] target = [.. one.Words.Select(word => word < 0 ? held[n].Source[~word] : model._target[word])];
                    var counts = BleuCounts.Of(target, held[n].Target);
                    tops[n] = rank == 0 ? counts : tops[n];
                    if (seen[n].Add(string.Join(' ', target)))
                    {
                        lists[n].Add((one.Features, counts));
                    }
                }
            });
            var bleu = tops.Aggregate(static (left, right) => left + right).Score;
            (champion, championBleu) = bleu > championBleu ? (weights, bleu) : (champion, championBleu);
            weights = new PhraseTuner(options.Seed + iteration).Tune(lists, weights).Weights;
            progress((iteration + 1) / (double)options.Iterations);
        }

        return options.Iterations > 1 ? champion : weights;
    }
}
