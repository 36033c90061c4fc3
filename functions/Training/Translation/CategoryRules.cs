namespace XbFunctions.Training.Translation;

/// <summary>
/// Puts names of categories together from their parts, by rules with one gap, as hierarchical phrases have them (Chiang 2005): from <c>camera
/// accessories → Kamerazubehör</c> and <c>camera → Kameras</c> follows <c>… accessories → …zubehör</c>. Thread-safe once learnt.
/// </summary>
internal sealed class CategoryRules
{
    private const double NameWeight = 2;
    private const double Unseen = 0.3;
    private const double Discount = 0.4;
    private const double Once = 0.6;
    private const double BothSides = 0.5;
    private const double FamilyWeight = 3;
    private const int Deepest = 2;
    private const int MostParts = 4;
    private const int MostPatterns = 30;
    private const int MostWords = 12;
    private readonly Dictionary<string, Dictionary<string, double>> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(bool GapFirst, string Fixed), Dictionary<CategoryPattern, int>> _rules = [];
    private readonly Dictionary<string, Dictionary<string, int>> _families = new(StringComparer.Ordinal);
    private readonly CompoundStems _stems = new();
    private readonly bool _isSpaced;
    private readonly bool _hasCapitals;

    private CategoryRules(bool isSpaced, bool hasCapitals) => (_isSpaced, _hasCapitals) = (isSpaced, hasCapitals);

    private int GramLength => _isSpaced ? 4 : 2;

    /// <summary>Learns rules.</summary>
    /// <param name="names">Paths in the source language, words of the name and the name in the target language.</param>
    /// <param name="lexicon">Words of terms, the terms in the target language, and what each is worth beside a name.</param>
    public static CategoryRules Learn(
        IReadOnlyList<(string[] Path, List<string> Words, string Target)> names, IEnumerable<(List<string> Words, string Target, double Weight)> lexicon)
    {
        var isSpaced = names.Count(static name => name.Target.Any(static letter => letter is >= '\u3040' and < '\uA000')) < 0.5 * names.Count;
        var later = names.SelectMany(static name => TextTokens.Cut(name.Target).Skip(1)).Where(static word => word.Length > 3 && char.IsLetter(word[0])).ToList();
        var rules = new CategoryRules(isSpaced, later.Count(static word => char.IsUpper(word[0])) > 0.6 * later.Count);
        foreach (var (_, words, target) in names)
        {
            rules.Know(words, target, NameWeight);
        }

        foreach (var (words, target, weight) in lexicon)
        {
            rules.Know(words, target, weight);
        }

        foreach (var (path, words, target) in names)
        {
            rules.LearnName(words, target);
            rules.LearnFamily(string.Join('>', path), target);
            rules.LearnFamily(string.Join('>', path[..^1]), target);
        }

        return rules;
    }

    /// <summary>Puts a name together.</summary>
    /// <param name="path">Path in the source language.</param>
    /// <param name="words">Words of its last name.</param>
    /// <returns>The likeliest; null where no rule or term fits.</returns>
    public string? Best(IReadOnlyList<string> path, List<string> words)
    {
        if (words.Count is 0 or > MostWords)
        {
            return null;
        }

        var candidates = Candidates(words, 0);
        var family = _families.GetValueOrDefault(string.Join('>', path.Take(path.Count - 1)));
        return candidates.Count == 0 ? null : candidates
            .OrderByDescending(one => one.Value * (1 + (family is null ? 0 : FamilyWeight * Likeness(one.Key, family)))).ThenBy(static one => one.Key, StringComparer.Ordinal).First().Key;
    }

    private static string Key(IEnumerable<string> words) => string.Join(' ', words);

    private static IEnumerable<string> Grams(string text, int length) =>
        Enumerable.Range(0, Math.Max(1, text.Length - length + 1)).Select(at => text.Substring(at, Math.Min(length, text.Length - at)).ToLowerInvariant()).Distinct();

    private void Know(List<string> words, string target, double weight)
    {
        var key = Key(words);
        _known.TryAdd(key, new(StringComparer.Ordinal));
        _known[key][target] = _known[key].GetValueOrDefault(target) + weight;
    }

    private void LearnFamily(string family, string target)
    {
        _families.TryAdd(family, new(StringComparer.Ordinal));
        foreach (var gram in Grams(target, GramLength))
        {
            _families[family][gram] = _families[family].GetValueOrDefault(gram) + 1;
        }
    }

    private void LearnName(List<string> words, string target)
    {
        for (var cut = 1; cut < Math.Min(words.Count, MostWords); cut++)
        {
            var (left, right) = (Key(words.Take(cut)), Key(words.Skip(cut)));
            foreach (var (gapFirst, gap, kept) in ((bool, string, string)[])[(true, left, right), (false, right, left)])
            {
                var parts = _known.GetValueOrDefault(gap);
                var found = parts?.OrderByDescending(static part => part.Value).Select(part => CategoryPattern.Find(target, part.Key, _isSpaced))
                    .Where(static one => one is not null).MaxBy(static one => one!.Value.Form.Length);
                if (found is not var (pattern, form))
                {
                    continue;
                }

                _rules.TryAdd((gapFirst, kept), []);
                var row = _rules[(gapFirst, kept)];
                row[pattern] = row.GetValueOrDefault(pattern) + 1;
                if (gapFirst && pattern.JoinsAfter && _isSpaced)
                {
                    _stems.Add(gap, parts!.Keys, form);
                }
            }
        }
    }

    private Dictionary<string, double> Candidates(List<string> words, int depth)
    {
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        if (_known.TryGetValue(Key(words), out var known))
        {
            var sum = known.Values.Sum() + Unseen;
            foreach (var (target, weight) in known)
            {
                found[target] = weight / sum;
            }
        }

        for (var cut = 1; cut < words.Count && depth < Deepest; cut++)
        {
            var (left, right) = (words[..cut], words[cut..]);
            var (before, behind) = (Patterns(gapFirst: false, left), Patterns(gapFirst: true, right));
            AddBoth(found, before, behind);
            Fill(found, behind, left, depth);
            Fill(found, before, right, depth);
        }

        return found;
    }

    private List<(CategoryPattern Pattern, double Share, bool IsOnce)> Patterns(bool gapFirst, List<string> kept)
    {
        if (!_rules.TryGetValue((gapFirst, Key(kept)), out var row))
        {
            return [];
        }

        var sum = (double)row.Values.Sum();
        return [.. row.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key.Before + one.Key.After, StringComparer.Ordinal).Take(MostPatterns)
            .Select(one => (one.Key, (one.Value - Discount) / sum, sum < 2))];
    }

    // Both parts are known only beside others: what stands before the gap of the one goes into the gap of the other.
    private void AddBoth(
        Dictionary<string, double> found, List<(CategoryPattern Pattern, double Share, bool IsOnce)> before, List<(CategoryPattern Pattern, double Share, bool IsOnce)> behind)
    {
        foreach (var (first, firstShare, _) in before.Where(static one => one.Pattern.After.Length == 0))
        {
            foreach (var (second, secondShare, _) in behind)
            {
                if (first.JoinsBefore == second.JoinsAfter || !_isSpaced)
                {
                    var part = second.JoinsAfter ? first.Before : first.Before.TrimEnd();
                    Add(found, second.Before + (second.JoinsBefore ? part.ToLowerInvariant() : part) + second.After, BothSides * firstShare * secondShare);
                }
            }
        }
    }

    private void Fill(Dictionary<string, double> found, List<(CategoryPattern Pattern, double Share, bool IsOnce)> patterns, List<string> gap, int depth)
    {
        if (patterns.Count == 0)
        {
            return;
        }

        var key = Key(gap);
        foreach (var (part, probability) in Candidates(gap, depth + 1).OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.Ordinal).Take(MostParts))
        {
            foreach (var (pattern, share, isOnce) in patterns)
            {
                var text = pattern.JoinsAfter && _isSpaced ? _stems.Of(key, part) : part;
                text = pattern.JoinsBefore ? text.ToLowerInvariant() : Cased(text, pattern.Before.Length == 0);
                Add(found, pattern.Before + text + pattern.After, share * probability * (isOnce ? Once : 1));
            }
        }
    }

    private string Cased(string text, bool isFirst) => text.Length < 2 ? text
        : isFirst ? char.ToUpperInvariant(text[0]) + text[1..]
        : _hasCapitals || !char.IsLower(text[1]) ? text
        : char.ToLowerInvariant(text[0]) + text[1..];

    private static void Add(Dictionary<string, double> found, string name, double weight) => found[name] = found.GetValueOrDefault(name) + weight;

    private double Likeness(string name, Dictionary<string, int> family)
    {
        var grams = Grams(name, GramLength).ToList();
        return grams.Average(gram => Math.Min(1, family.GetValueOrDefault(gram) / 2.0));
    }
}
