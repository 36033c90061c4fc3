using System.Reflection;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Parallel text made from the lexicon and from sentences written for this product, the same text in every language: terms, titles of known words,
/// attributes, customer-service sentences and pairs of those. Whole titles and whole sentences are held out. Immutable.
/// </summary>
internal sealed class GeneratedCorpus
{
    private const string Resource = "XbFunctions.Capabilities.Translation.Shipped.sentences.tsv";
    private const int Titles = 3_000;
    private const int Fillings = 6;
    private const int Doubles = 300;
    private const int HeldTitle = 10;
    private const int HeldSentence = 9;
    private const int TermCopies = 2;
    private readonly CommerceLexicon _lexicon;
    private readonly List<Dictionary<string, string>> _sentences = [];
    private readonly List<LexiconEntry> _nouns;
    private readonly List<LexiconEntry> _modifiers;
    private readonly List<LexiconEntry> _audiences;

    private GeneratedCorpus(CommerceLexicon lexicon)
    {
        _lexicon = lexicon;
        (_nouns, _modifiers, _audiences) = (Of(LexiconKind.Noun), Of(LexiconKind.Modifier), Of(LexiconKind.Audience));
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        var header = reader.ReadLine()!.Split('\t');
        while (reader.ReadLine() is { } line)
        {
            _sentences.Add(header.Zip(line.Split('\t')).ToDictionary(static cell => cell.First, static cell => cell.Second));
        }
    }

    /// <summary>The corpus.</summary>
    public static GeneratedCorpus Shared { get; } = new(CommerceLexicon.Shared);

    /// <summary>The sentences with their slots: <c>{0}</c> and <c>{1}</c> for marks, <c>{n}</c> for a thing, <c>{m}</c> for a quality; by language.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Sentences => _sentences;

    /// <summary>Makes the text of two languages. The same text is made each time, whatever the languages.</summary>
    /// <param name="from">Code of the source language.</param>
    /// <param name="to">Code of the target language.</param>
    /// <param name="seed">Other seeds make other text.</param>
    public List<GeneratedPair> Make(string from, string to, int seed = 1)
    {
        var random = new Random(seed);
        List<GeneratedPair> pairs = [.. Enumerable.Repeat(_lexicon.Pairs(from, to), TermCopies).SelectMany(static terms => terms)
            .Select(static term => new GeneratedPair(term.Source, term.Target, GeneratedPart.Training))];
        for (var title = 0; title < Titles; title++)
        {
            var terms = Title(random);
            pairs.Add(new GeneratedPair(Written(terms, from), Written(terms, to), title % HeldTitle == HeldTitle - 1 ? GeneratedPart.Title : GeneratedPart.Training));
        }

        foreach (var entry in _lexicon.Entries.Where(static entry => entry.Kind == LexiconKind.Phrase))
        {
            pairs.Add(new GeneratedPair(entry.Terms[from][0], entry.Terms[to][0], GeneratedPart.Training));
        }

        var known = _sentences.Where(static (_, index) => index % HeldSentence != HeldSentence / 2).ToList();
        foreach (var (index, sentence) in _sentences.Index())
        {
            var part = index % HeldSentence == HeldSentence / 2 ? GeneratedPart.Sentence : GeneratedPart.Training;
            var copies = sentence["en"].Contains("{n}", StringComparison.Ordinal) || sentence["en"].Contains("{m}", StringComparison.Ordinal) ? Fillings : 2;
            for (var copy = 0; copy < (part == GeneratedPart.Training ? copies : copies / 2); copy++)
            {
                var (noun, modifier) = (Any(_nouns, random), Any(_modifiers, random));
                pairs.Add(new GeneratedPair(Filled(sentence[from], from, noun, modifier), Filled(sentence[to], to, noun, modifier), part));
            }
        }

        for (var both = 0; both < Doubles; both++)
        {
            // Only one of the two has slots, so that no mark stands twice.
            var (first, second) = (known[random.Next(known.Count)], known[random.Next(known.Count)]);
            if (!second["en"].Contains('{', StringComparison.Ordinal) && !first["en"].Contains(':', StringComparison.Ordinal))
            {
                var (noun, modifier) = (Any(_nouns, random), Any(_modifiers, random));
                pairs.Add(new GeneratedPair(Both(from), Both(to), GeneratedPart.Training));

                string Both(string language) => Filled(first[language], language, noun, modifier) + (Scripts.IsUnspaced(language) ? string.Empty : " ") + second[language];
            }
        }

        return pairs;
    }

    /// <summary>Makes more titles, of which some may be among those that <see cref="Make"/> holds out.</summary>
    /// <param name="from">Code of the source language.</param>
    /// <param name="to">Code of the target language.</param>
    /// <param name="count">Titles.</param>
    /// <param name="seed">Other than that of <see cref="Make"/>, or the same titles are made.</param>
    public IEnumerable<(string Source, string Target)> MoreTitles(string from, string to, int count, int seed)
    {
        var random = new Random(seed);
        for (var title = 0; title < count; title++)
        {
            var terms = Title(random);
            yield return (Written(terms, from), Written(terms, to));
        }
    }

    private static LexiconEntry Any(List<LexiconEntry> entries, Random random) => entries[random.Next(entries.Count)];

    private static string Filled(string sentence, string language, LexiconEntry noun, LexiconEntry modifier) => sentence
        .Replace("{0}", ProtectedText.First.ToString(), StringComparison.Ordinal)
        .Replace("{1}", ((char)(ProtectedText.First + 1)).ToString(), StringComparison.Ordinal)
        .Replace("{n}", noun.Terms[language][0], StringComparison.Ordinal)
        .Replace("{m}", modifier.Terms[language][0], StringComparison.Ordinal);

    private static string Written(List<LexiconTerm> terms, string language) => LexiconOrder.Write(LexiconOrder.Arrange(terms, "en", language), language);

    private List<LexiconEntry> Of(LexiconKind kind) => [.. _lexicon.Entries.Where(entry => entry.Kind == kind)];

    // None to two qualities, a thing, and for every third title what comes with it or whom it is for.
    private List<LexiconTerm> Title(Random random)
    {
        List<LexiconTerm> terms = [];
        for (var count = random.Next(3); count > 0; count--)
        {
            terms.Add(Term(Any(_modifiers, random), 0));
        }

        var noun = Any(_nouns, random);
        terms.Add(Term(noun, random.Next(Math.Min(2, noun.Terms["en"].Length))));
        switch (random.Next(6))
        {
            case 0:
                terms.AddRange([Term(_lexicon.Find("en", "for")!.Value.Entry, 0), Term(Any(_audiences, random), 0)]);
                break;
            case 1:
                terms.AddRange([Term(_lexicon.Find("en", "with")!.Value.Entry, 0), Term(Any(_nouns, random), 0)]);
                break;
        }

        return terms;
    }

    private static LexiconTerm Term(LexiconEntry entry, int form) => new(entry.Terms["en"][form], entry, form, 1);
}
