namespace XbFunctions.Training.Translation;

/// <summary>
/// Splits compound words where their parts are words of the corpus that are more frequent, in the geometric mean (Koehn and Knight 2003), and joins
/// them again. A part that another follows ends in <c>@</c>; the next is written as the word that it is.
/// </summary>
internal sealed class CompoundSplitter
{
    private const int ShortestPart = 3;
    private const int LongPart = 4;
    private const double UnknownHead = 0.5;
    private static readonly string[] Links = ["", "s", "n", "en", "es", "e", "er", "-"];
    private readonly Dictionary<string, (string Word, int Count)> _words;

    private CompoundSplitter(Dictionary<string, (string Word, int Count)> words) => _words = words;

    /// <summary>Learns the words.</summary>
    /// <param name="texts">Words of each text.</param>
    public static CompoundSplitter Learn(IEnumerable<IEnumerable<string>> texts)
    {
        var words = texts.SelectMany(static text => text)
            .Where(static word => word.Length >= ShortestPart && char.IsLetter(word[0]))
            .GroupBy(static word => word, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static group => group.Key, static group => (Word: group.GroupBy(static word => word).MaxBy(static form => form.Count())!.Key, Count: group.Count()), StringComparer.OrdinalIgnoreCase);

        // What stands before several words is a part too, though no text has it by itself: Hunde of Hundefutter and Hundebett.
        var heads = words.Keys.SelectMany(word => Enumerable.Range(LongPart, Math.Max(0, word.Length - (2 * LongPart) + 1)).Where(cut => words.ContainsKey(word[cut..])).Select(cut => word[..cut]))
            .GroupBy(static head => head, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1 && group.Key[^1] != '-');
        foreach (var head in heads.ToList())
        {
            words.TryAdd(head.Key, (head.Key, head.Count()));
        }

        return new CompoundSplitter(words);
    }

    /// <summary>Splits words.</summary>
    public List<string> Split(IEnumerable<string> words) => [.. words.SelectMany(SplitWord)];

    /// <summary>Joins parts.</summary>
    public static List<string> Join(IEnumerable<string> parts)
    {
        List<string> words = [];
        var joins = false;
        foreach (var part in parts)
        {
            var joinsNext = part.Length > 1 && part[^1] == '@';
            var text = joinsNext ? part[..^1] : part;
            if (joins)
            {
                words[^1] += words[^1][^1] == '-' ? text : text.ToLowerInvariant();
            }
            else
            {
                words.Add(text);
            }

            joins = joinsNext;
        }

        return words;
    }

    private IEnumerable<string> SplitWord(string word)
    {
        if (word.Length < 2 * ShortestPart || !char.IsLetter(word[0]))
        {
            return [word];
        }

        var own = _words.GetValueOrDefault(word).Count;
        var (best, score) = ((string[])[word], (double)own);
        for (var cut = ShortestPart; cut <= word.Length - ShortestPart; cut++)
        {
            if (!_words.TryGetValue(word[cut..], out var tail))
            {
                continue;
            }

            foreach (var link in Links)
            {
                if (cut - link.Length >= ShortestPart && word[..cut].EndsWith(link, StringComparison.Ordinal)
                    && (_words.TryGetValue(word[..(cut - link.Length)], out var head) || (link.Length == 0 && cut >= LongPart && tail.Word.Length > LongPart)))
                {
                    // A head that stands nowhere else counts for half a word: it is split off a tail that is frequent.
                    var mean = Math.Sqrt((head.Word is null ? UnknownHead : head.Count) * tail.Count);
                    if (mean >= score && mean > 1)
                    {
                        (best, score) = ([word[..cut] + "@", tail.Word], mean);
                    }
                }
            }
        }

        return best.Length == 1 ? best : [best[0], .. SplitWord(best[1])];
    }
}
