namespace XbFunctions.Training.Translation;

/// <summary>Collects phrase pairs that their alignments allow (Och and Ney 2004; Koehn et al. 2003), with their scores and orientations.</summary>
/// <param name="longest">Most words of a phrase, on either side.</param>
/// <param name="leastCount">How often a phrase of several words must have been seen with its translation to be kept.</param>
internal sealed class PhraseExtractor(int longest, int leastCount = 1)
{
    private const int MostOptions = 20;
    private const double OrientationPrior = 2;
    private readonly Dictionary<string, Dictionary<string, Pair>> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Count, int Sources)> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<long, double> _links = [];
    private readonly Dictionary<int, double> _sourceLinks = [];
    private readonly Dictionary<int, double> _targetLinks = [];
    private readonly double[] _previous = new double[3];
    private readonly double[] _next = new double[3];

    /// <summary>Counts the links of a sentence pair; all pairs are counted before the first is extracted.</summary>
    public void Count(int[] source, int[] target, List<(int Source, int Target)> links)
    {
        var (linkedSource, linkedTarget) = (new bool[source.Length], new bool[target.Length]);
        foreach (var (i, j) in links)
        {
            Link(source[i], target[j]);
            (linkedSource[i], linkedTarget[j]) = (true, true);
        }

        for (var i = 0; i < source.Length; i++)
        {
            if (!linkedSource[i])
            {
                Link(source[i], 0);
            }
        }

        for (var j = 0; j < target.Length; j++)
        {
            if (!linkedTarget[j])
            {
                Link(0, target[j]);
            }
        }
    }

    /// <summary>Takes the phrase pairs of a sentence pair.</summary>
    public void Extract(int[] source, int[] target, List<(int Source, int Target)> links)
    {
        var points = links.ToHashSet();
        var linkedTarget = new bool[target.Length];
        foreach (var (_, j) in links)
        {
            linkedTarget[j] = true;
        }

        for (var start = 0; start < source.Length; start++)
        {
            var (low, high) = (int.MaxValue, -1);
            for (var end = start; end < Math.Min(source.Length, start + longest); end++)
            {
                foreach (var (i, j) in links)
                {
                    if (i == end)
                    {
                        (low, high) = (Math.Min(low, j), Math.Max(high, j));
                    }
                }

                if (high < 0 || high - low >= longest || links.Any(link => link.Target >= low && link.Target <= high && (link.Source < start || link.Source > end)))
                {
                    continue;
                }

                for (var left = low; left >= 0 && (left == low || !linkedTarget[left]); left--)
                {
                    for (var right = high; right < target.Length && right - left < longest && (right == high || !linkedTarget[right]); right++)
                    {
                        Take(source, target, points, links, (start, end), (left, right));
                    }
                }
            }
        }
    }

    /// <summary>Makes the table.</summary>
    public PhraseTable Build()
    {
        var singles = _pairs.Values.SelectMany(static row => row.Values).Count(static pair => pair.Count == 1);
        var doubles = _pairs.Values.SelectMany(static row => row.Values).Count(static pair => pair.Count == 2);
        var discount = singles == 0 ? 0.5 : Math.Clamp(singles / (singles + (2.0 * Math.Max(1, doubles))), 0.1, 0.9);
        var allPairs = _pairs.Values.Sum(static row => (double)row.Count);
        var (previous, next) = (Shares(_previous), Shares(_next));
        var options = new Dictionary<string, PhraseOption[]>(_pairs.Count, StringComparer.Ordinal);
        foreach (var (source, row) in _pairs)
        {
            if (leastCount > 1 && WordIds.Ids(source).Length > 1 && row.Values.All(pair => pair.Count < leastCount))
            {
                continue;
            }

            var total = row.Values.Sum(static pair => (double)pair.Count);
            options[source] = [.. row.Select(one =>
            {
                var (target, pair) = one;
                var (targetCount, targetSources) = _targets[target];
                var forward = ((pair.Count - discount) / total) + (discount * row.Count / total * (targetSources / allPairs));
                var inverse = ((pair.Count - discount) / targetCount) + (discount * targetSources / targetCount * (row.Count / allPairs));
                return new PhraseOption(
                    WordIds.Ids(target).ToArray(), Log(forward), Log(inverse), Log(pair.LexicalForward), Log(pair.LexicalInverse), Smooth(pair.Previous, previous), Smooth(pair.Next, next));
            }).OrderByDescending(static option => option.Forward + (0.5 * option.Inverse) + (0.3 * (option.LexicalForward + option.LexicalInverse))).Take(MostOptions)];
        }

        AddWords(options, previous, next);
        return new PhraseTable(options, longest);
    }

    // A word that is never a phrase by itself, because its links cross those of its neighbours, is translated by the words it is linked with.
    private void AddWords(Dictionary<string, PhraseOption[]> options, double[] previous, double[] next)
    {
        foreach (var row in _links.GroupBy(static link => (int)(link.Key >> 32)).Where(static row => row.Key != 0))
        {
            var key = WordIds.Key([row.Key]);
            if (options.ContainsKey(key))
            {
                continue;
            }

            var made = row.Where(static link => (int)link.Key != 0).OrderByDescending(static link => link.Value).Take(MostOptions / 2).Select(link =>
            {
                var (forward, inverse) = (Log(Share(row.Key, (int)link.Key, isForward: true)), Log(Share((int)link.Key, row.Key, isForward: false)));
                return new PhraseOption([(int)link.Key], forward - 1, inverse - 1, forward, inverse, Smooth(new int[3], previous), Smooth(new int[3], next));
            }).ToArray();
            if (made.Length > 0)
            {
                options[key] = made;
            }
        }
    }

    private static float Log(double probability) => (float)Math.Log(Math.Max(1e-9, probability));

    private static double[] Shares(double[] counts) => [.. counts.Select(count => (count + 1) / (counts.Sum() + 3))];

    private static float[] Smooth(int[] counts, double[] shares)
    {
        var total = counts.Sum() + OrientationPrior;
        return [.. counts.Select((count, index) => Log((count + (OrientationPrior * shares[index])) / total))];
    }

    private void Link(int source, int target)
    {
        var key = ((long)source << 32) | (uint)target;
        _links[key] = _links.GetValueOrDefault(key) + 1;
        _sourceLinks[source] = _sourceLinks.GetValueOrDefault(source) + 1;
        _targetLinks[target] = _targetLinks.GetValueOrDefault(target) + 1;
    }

    private void Take(int[] source, int[] target, HashSet<(int, int)> points, List<(int Source, int Target)> links, (int Start, int End) from, (int Start, int End) to)
    {
        var key = WordIds.Key(source.AsSpan(from.Start, from.End - from.Start + 1));
        var value = WordIds.Key(target.AsSpan(to.Start, to.End - to.Start + 1));
        if (!_pairs.TryGetValue(key, out var row))
        {
            _pairs[key] = row = new(StringComparer.Ordinal);
        }

        var (targetCount, targetSources) = _targets.GetValueOrDefault(value);
        if (!row.TryGetValue(value, out var pair))
        {
            row[value] = pair = new Pair();
            targetSources++;
        }

        _targets[value] = (targetCount + 1, targetSources);
        pair.Count++;
        pair.LexicalForward = Math.Max(pair.LexicalForward, Weight(target, to, source, links, from, isForward: true));
        pair.LexicalInverse = Math.Max(pair.LexicalInverse, Weight(source, from, target, links, to, isForward: false));

        // The word-based orientation of Moses; the borders of the sentence count as points.
        var begins = (from.Start == 0 && to.Start == 0) || points.Contains((from.Start - 1, to.Start - 1));
        var orientation = begins ? 0 : points.Contains((from.End + 1, to.Start - 1)) ? 1 : 2;
        pair.Previous[orientation]++;
        _previous[orientation]++;
        var ends = (from.End == source.Length - 1 && to.End == target.Length - 1) || points.Contains((from.End + 1, to.End + 1));
        orientation = ends ? 0 : points.Contains((from.Start - 1, to.End + 1)) ? 1 : 2;
        pair.Next[orientation]++;
        _next[orientation]++;
    }

    // Koehn et al. 2003: each word by the mean over the words it is linked with, or by nothing where it has no link.
    private double Weight(int[] words, (int Start, int End) span, int[] others, List<(int Source, int Target)> links, (int Start, int End) otherSpan, bool isForward)
    {
        var weight = 1.0;
        for (var at = span.Start; at <= span.End; at++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var (i, j) in links)
            {
                var (own, other) = isForward ? (j, i) : (i, j);
                if (own == at && other >= otherSpan.Start && other <= otherSpan.End)
                {
                    sum += Share(others[other], words[at], isForward);
                    count++;
                }
            }

            weight *= count > 0 ? sum / count : Share(0, words[at], isForward);
        }

        return weight;
    }

    private double Share(int given, int word, bool isForward)
    {
        var key = isForward ? ((long)given << 32) | (uint)word : ((long)word << 32) | (uint)given;
        return Math.Max(1e-7, _links.GetValueOrDefault(key) / Math.Max(1, (isForward ? _sourceLinks : _targetLinks).GetValueOrDefault(given)));
    }

    private sealed class Pair
    {
        public int Count { get; set; }

        public double LexicalForward { get; set; }

        public double LexicalInverse { get; set; }

        public int[] Previous { get; } = new int[3];

        public int[] Next { get; } = new int[3];
    }
}
