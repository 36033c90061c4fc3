namespace XbFunctions.Training.Translation;

/// <summary>How words are written before others in compounds: <c>Kameras</c>, and <c>Kamera</c> in <c>Kamerazubehör</c>; learnt from what was seen.</summary>
internal sealed class CompoundStems
{
    private const int MostContext = 2;
    private const int Shared = 3;
    private readonly Dictionary<string, Dictionary<string, int>> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _endings = new(StringComparer.Ordinal);

    /// <summary>Counts a stem.</summary>
    /// <param name="key">The part in the source language.</param>
    /// <param name="words">How the part is written by itself.</param>
    /// <param name="stem">How it was written in a compound.</param>
    public void Add(string key, IEnumerable<string> words, string stem)
    {
        Count(_own, key, stem);
        var small = stem.ToLowerInvariant();
        foreach (var word in words.Where(static word => !word.Contains(' ', StringComparison.Ordinal)).Select(static word => word.ToLowerInvariant()))
        {
            var same = word.AsSpan().CommonPrefixLength(small);
            for (var context = 0; same >= Shared && context <= Math.Min(MostContext, same - 2); context++)
            {
                Count(_endings, word[(same - context)..], small[(same - context)..]);
            }
        }
    }

    /// <summary>The stem of a part: the one seen, else by the longest ending that was seen, else the word as it is.</summary>
    /// <param name="key">The part in the source language.</param>
    /// <param name="word">How it is written by itself.</param>
    public string Of(string key, string word)
    {
        if (_own.TryGetValue(key, out var seen))
        {
            return Commonest(seen);
        }

        for (var at = 2; at < word.Length && !word.Contains(' ', StringComparison.Ordinal); at++)
        {
            if (_endings.TryGetValue(word[at..].ToLowerInvariant(), out var endings) && endings.Values.Sum() >= 2)
            {
                return word[..at] + Commonest(endings);
            }
        }

        return word;
    }

    private static string Commonest(Dictionary<string, int> counts) =>
        counts.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.Ordinal).First().Key;

    private static void Count(Dictionary<string, Dictionary<string, int>> counts, string key, string value)
    {
        if (!counts.TryGetValue(key, out var row))
        {
            counts[key] = row = new(StringComparer.Ordinal);
        }

        row[value] = row.GetValueOrDefault(value) + 1;
    }
}
