namespace XbFunctions.Training.Translation;

/// <summary>
/// Learns subwords by joining the pair of neighbours that is most frequent again and again (byte-pair encoding: Sennrich and others, ACL 2016),
/// on words that begin with a mark of the blank before them. Equal texts give equal subwords.
/// </summary>
public static class SubwordTrainer
{
    /// <summary>Stands for the blank before a word.</summary>
    public const char Blank = '\u2581';

    /// <summary>Learns.</summary>
    /// <param name="texts">Texts of all languages that the model is for.</param>
    /// <param name="size">Most subwords, above 0; the texts' characters are kept before others, the most frequent first.</param>
    /// <returns>Subwords: characters by their frequency, then joined ones in the order in which they were made.</returns>
    public static SubwordVocabulary Train(IEnumerable<string> texts, int size)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var words = Count(texts);
        Dictionary<string, long> characters = new(StringComparer.Ordinal);
        foreach (var word in words)
        {
            foreach (var symbol in word.Symbols)
            {
                characters[symbol] = characters.GetValueOrDefault(symbol) + word.Count;
            }
        }

        List<string> single = [.. characters.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.Ordinal).Take(size).Select(static one => one.Key)];
        return new SubwordVocabulary(single, Join(words, size - single.Count));
    }

    private static Word[] Count(IEnumerable<string> texts)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        return [.. counts.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => new Word(Symbols(Blank + one.Key), one.Value))];
    }

    private static List<string> Symbols(string word) => [.. word.EnumerateRunes().Select(static rune => rune.ToString())];

    private static List<string> Join(Word[] words, int most)
    {
        Dictionary<(string Left, string Right), long> counts = [];
        Dictionary<(string Left, string Right), HashSet<int>> places = [];
        for (var index = 0; index < words.Length; index++)
        {
            Tally(words[index], index, 1, counts, places);
        }

        // Counts change while pairs wait: what comes out with an old count goes in again with the new one.
        var queue = new PriorityQueue<(string Left, string Right), (long, string, string)>(counts.Select(static one => (one.Key, Priority(one.Key, one.Value))), PairOrder.Instance);
        List<string> joined = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        while (joined.Count < most && queue.TryDequeue(out var pair, out var priority))
        {
            var count = counts.GetValueOrDefault(pair);
            if (count < 2)
            {
                continue;
            }

            if (-priority.Item1 != count)
            {
                queue.Enqueue(pair, Priority(pair, count));
                continue;
            }

            var together = pair.Left + pair.Right;
            if (known.Add(together))
            {
                joined.Add(together);
            }

            foreach (var index in places[pair].Order().ToArray())
            {
                Tally(words[index], index, -1, counts, places);
                Merge(words[index].Symbols, pair, together);
                foreach (var changed in Tally(words[index], index, 1, counts, places))
                {
                    queue.Enqueue(changed, Priority(changed, counts[changed]));
                }
            }
        }

        return joined;
    }

    private static (long Count, string Left, string Right) Priority((string Left, string Right) pair, long count) => (-count, pair.Left, pair.Right);

    private static HashSet<(string, string)> Tally(
        Word word, int index, int sign, Dictionary<(string Left, string Right), long> counts, Dictionary<(string Left, string Right), HashSet<int>> places)
    {
        HashSet<(string, string)> pairs = [];
        for (var at = 1; at < word.Symbols.Count; at++)
        {
            var pair = (word.Symbols[at - 1], word.Symbols[at]);
            counts[pair] = counts.GetValueOrDefault(pair) + (sign * word.Count);
            pairs.Add(pair);
            if (!places.TryGetValue(pair, out var where))
            {
                places.Add(pair, where = []);
            }

            _ = sign > 0 ? where.Add(index) : where.Remove(index);
        }

        return pairs;
    }

    private static void Merge(List<string> symbols, (string Left, string Right) pair, string together)
    {
        for (var at = 0; at + 1 < symbols.Count; at++)
        {
            if (symbols[at] == pair.Left && symbols[at + 1] == pair.Right)
            {
                symbols[at] = together;
                symbols.RemoveAt(at + 1);
            }
        }
    }

    private sealed record Word(List<string> Symbols, long Count);

    private sealed class PairOrder : IComparer<(long Count, string Left, string Right)>
    {
        public static PairOrder Instance { get; } = new();

        public int Compare((long Count, string Left, string Right) x, (long Count, string Left, string Right) y) =>
            x.Count != y.Count ? x.Count.CompareTo(y.Count)
            : string.CompareOrdinal(x.Left, y.Left) is var left && left != 0 ? left
            : string.CompareOrdinal(x.Right, y.Right);
    }
}
