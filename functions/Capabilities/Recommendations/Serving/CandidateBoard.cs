namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Candidates of one request with what each source gives them. Not thread-safe; used again after <see cref="Clear"/>.</summary>
internal sealed class CandidateBoard
{
    private readonly Dictionary<int, int> _places = [];
    private readonly List<Entry> _entries = [];

    /// <summary>Number of candidates.</summary>
    public int Count => _entries.Count;

    /// <summary>Forgets all candidates.</summary>
    public void Clear()
    {
        _places.Clear();
        _entries.Clear();
    }

    /// <summary>Adds what a source gives an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="score">What it gives.</param>
    /// <param name="source">The source.</param>
    /// <param name="because">Item of the history that led to it; -1 for none.</param>
    public void Add(int item, float score, RecommendationSource source, int because)
    {
        if (!_places.TryGetValue(item, out var place))
        {
            _places[item] = _entries.Count;
            _entries.Add(new Entry(item, score, score, source, because));
            return;
        }

        var entry = _entries[place];
        var isBest = score > entry.Best;
        _entries[place] = new Entry(
            item, entry.Score + score, isBest ? score : entry.Best, isBest ? source : entry.Source, isBest ? because : entry.Because);
    }

    /// <summary>The candidates, best first; among equal ones the smaller number.</summary>
    /// <param name="isAllowed">Which may be listed.</param>
    public List<RecommendedItem> Sorted(Func<int, bool> isAllowed)
    {
        List<RecommendedItem> items = new(_entries.Count);
        foreach (var entry in _entries)
        {
            if (isAllowed(entry.Item))
            {
                items.Add(new RecommendedItem(entry.Item, entry.Score, entry.Source, entry.Because));
            }
        }

        items.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Item.CompareTo(b.Item));
        return items;
    }

    private readonly record struct Entry(int Item, float Score, float Best, RecommendationSource Source, int Because);
}
