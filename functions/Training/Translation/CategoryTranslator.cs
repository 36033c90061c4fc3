namespace XbFunctions.Training.Translation;

/// <summary>
/// Translates names of categories: by a name known already, the nearest in the tree; else put together from known parts; else by the phrase
/// translator over words and parts of compounds, of whose best translations those are preferred that share words with their relatives. Thread-safe.
/// </summary>
public sealed class CategoryTranslator
{
    private const int Candidates = 40;
    private const double BrokenPenalty = 2;

    // Categories are mostly named in the plural.
    private const double SingularWeight = 0.5;
    private const double PluralWeight = 1;
    private static readonly HashSet<string> BetweenWords =
        ["für", "und", "de", "per", "para", "pour", "et", "y", "e", "i", "en", "och", "og", "voor", "for", "för", "til", "till", "dla", "do", "для", "и", "ve", "用"];

    private static readonly (int Tuning, double WordBonus)[] Trials = [(300, 0.5), (0, 0), (0, 0.25), (0, 0.5)];
    private static readonly double[] Preferences = [0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2];
    private readonly PhraseTranslator _phrases;
    private readonly Dictionary<string, List<(string[] Path, string Target)>> _names;
    private readonly Dictionary<string, HashSet<string>> _relatives;
    private readonly CategoryRules? _rules;
    private readonly double _preference;

    private CategoryTranslator(
        PhraseTranslator phrases, Dictionary<string, List<(string[] Path, string Target)>> names, Dictionary<string, HashSet<string>> relatives, double preference) =>
        (_phrases, _names, _relatives, _preference) = (phrases, names, relatives, preference);

    private CategoryTranslator(CategoryTranslator other, CategoryRules rules)
        : this(other._phrases, other._names, other._relatives, other._preference) => _rules = rules;

    /// <summary>Trains.</summary>
    /// <param name="categories">Paths in the source language, the name itself last, and the name in the target language.</param>
    /// <param name="lexicon">Terms known besides, singular and plural, written as within a sentence; may be empty.</param>
    /// <param name="splitsCompounds">Whether the target language writes compounds as one word.</param>
    /// <param name="progress">Takes the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static CategoryTranslator Train(
        IReadOnlyList<(string[] Path, string Target)> categories,
        IReadOnlyList<(string Source, string Target)> lexicon,
        bool splitsCompounds,
        Action<double> progress,
        CancellationToken cancellationToken)
    {
        // The preference, and whether rules help in this language, are chosen where names are as unknown as they will be.
        var kept = categories.Where(static (_, index) => index % 8 != 3).ToList();
        var held = categories.Where(static (_, index) => index % 8 == 3).ToList();
        var rules = LearnRules(kept, lexicon);
        var choices = Trials.SelectMany((setting, index) =>
        {
            var options = new PhraseTranslatorOptions { Tuning = setting.Tuning, WordBonus = setting.WordBonus, Iterations = 3, Longest = 7, Search = new PhraseDecoderOptions(60) };
            var trial = Build(kept, lexicon, splitsCompounds, options, 0, share => progress((0.15 * index) + (0.15 * share)), cancellationToken);
            return ((CategoryTranslator[])[trial, new CategoryTranslator(trial, rules)]).SelectMany(translator => Preferences.Select(preference => (
                options, preference, UsesRules: translator._rules is not null, Right: held.Count(one => Same(translator.Translate(one.Path, preference), one.Target)))));
        }).ToList();
        var (best, preference, usesRules, _) = choices.MaxBy(static one => one.Right);
        var made = Build(categories, lexicon, splitsCompounds, best, preference, share => progress(0.6 + (0.4 * share)), cancellationToken);
        return usesRules ? new CategoryTranslator(made, LearnRules(categories, lexicon)) : made;
    }

    /// <summary>Whether two names are the same but for case and blanks.</summary>
    /// <param name="left">A name.</param>
    /// <param name="right">Another.</param>
    public static bool Same(string left, string right) => string.Equals(Folded(left), Folded(right), StringComparison.Ordinal);

    /// <summary>Translates the name of a category.</summary>
    /// <param name="path">Path in the source language, the name last.</param>
    public string Translate(IReadOnlyList<string> path) => Translate(path, _preference);

    private static string Folded(string text) => string.Concat(text.ToLowerInvariant().Where(static letter => !char.IsWhiteSpace(letter)));

    private static CategoryRules LearnRules(IReadOnlyList<(string[] Path, string Target)> categories, IReadOnlyList<(string Source, string Target)> lexicon) => CategoryRules.Learn(
        [.. categories.Select(static one => (one.Path, Source(one.Path[^1]), one.Target))],
        lexicon.Select(static one => (Source(one.Source), one.Target, Source(one.Source).SequenceEqual(TextTokens.Cut(one.Source.ToLowerInvariant())) ? SingularWeight : PluralWeight)));

    private static CategoryTranslator Build(
        IReadOnlyList<(string[] Path, string Target)> categories,
        IReadOnlyList<(string Source, string Target)> lexicon,
        bool splitsCompounds,
        PhraseTranslatorOptions options,
        double preference,
        Action<double> progress,
        CancellationToken cancellationToken)
    {
        var texts = categories.Select(static one => TextTokens.Cut(one.Target)).ToList();
        var terms = lexicon.Select(static one => TextTokens.Cut(one.Target)).ToList();

        // Names begin with a capital whatever the word; terms of the lexicon do not, and so all of their words count.
        var casing = TrueCase.Learn([.. texts, .. terms.Select(static term => (List<string>)[string.Empty, .. term])]);
        var splitter = splitsCompounds ? CompoundSplitter.Learn([.. texts, .. terms]) : null;
        List<(List<string> Source, List<string> Target)> pairs = [];
        Dictionary<string, List<(string[] Path, string Target)>> names = new(StringComparer.Ordinal);
        Dictionary<string, HashSet<string>> relatives = new(StringComparer.Ordinal);
        foreach (var (path, target) in categories)
        {
            var words = casing.Apply(TextTokens.Cut(target));
            words = splitter?.Split(words) ?? words;
            pairs.Add((Source(path[^1]), words));
            var name = path[^1].ToLowerInvariant();
            names.TryAdd(name, []);
            names[name].Add((path, target));

            // Itself for its children, and its siblings.
            foreach (var family in (string[])[string.Join('>', path), string.Join('>', path[..^1])])
            {
                relatives.TryAdd(family, new(StringComparer.OrdinalIgnoreCase));
                relatives[family].UnionWith(words);
            }
        }

        pairs.AddRange(lexicon.Zip(terms, (one, term) => (Source(one.Source), splitter?.Split(term) ?? term)));
        return new CategoryTranslator(PhraseTranslator.Train(pairs, options, progress, cancellationToken), names, relatives, preference);
    }

    // Names are plural or singular as the source pleases; the target follows its own habit.
    private static List<string> Source(string name) => [.. TextTokens.Cut(name.ToLowerInvariant()).Select(static word => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("xes", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => word[..^1],
        _ => word,
    })];

    // Parts of compounds that no noun follows, and words between that nothing follows or that stand first.
    private static int Broken(string[] words)
    {
        var broken = words.Index().Count(one => one.Item.Length > 1 && one.Item[^1] == '@' && (one.Index == words.Length - 1 || !char.IsUpper(words[one.Index + 1][0])));
        return broken + (IsBetween(words[^1]) ? 1 : 0) + (IsBetween(words[0]) ? 1 : 0);

        static bool IsBetween(string word) => BetweenWords.Contains(word) || (!char.IsLetterOrDigit(word[^1]) && word[^1] is not (')' or '@'));
    }

    private string Translate(IReadOnlyList<string> path, double preference)
    {
        if (_names.TryGetValue(path[^1].ToLowerInvariant(), out var known))
        {
            return known.MaxBy(one => one.Path.Zip(path).TakeWhile(static pair => pair.First == pair.Second).Count()).Target;
        }

        if (_rules?.Best(path, Source(path[^1])) is { } made)
        {
            return Capital(made, path[^1]);
        }

        var family = _relatives.GetValueOrDefault(string.Join('>', path.Take(path.Count - 1)));
        var best = _phrases.Best(Source(path[^1]), TextTokens.Cut(path[^1]), Candidates)
            .MaxBy(one => one.Score - (BrokenPenalty * Broken(one.Words)) + (family is null ? 0 : preference * one.Words.Count(family.Contains) / Math.Max(1, one.Words.Length)));
        var text = TextTokens.Join(CompoundSplitter.Join(best.Words));
        return Capital(text, path[^1]);
    }

    private static string Capital(string text, string source) => text.Length > 0 && char.IsUpper(source[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
