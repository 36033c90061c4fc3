namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Candidates of one request with what each source gives them, in arrays over the catalogue. Not thread-safe; used again after <see cref="Clear"/>.</summary>
internal sealed class CandidateBoard
{
    /// <summary>Sources that candidates come from.</summary>
    public const int Sources = (int)RecommendationSource.Newest;

    private const uint SignBit = 0x8000_0000;

    // Place of each item plus 1; 0 for none.
    private int[] _places = [];
    private Entry[] _entries = new Entry[512];
    private float[] _scores = new float[512 * Sources];
    private ulong[] _order = new ulong[512];
    private int _count;

    /// <summary>Forgets all candidates.</summary>
    /// <param name="items">Items of the catalogue.</param>
    public void Clear(int items)
    {
        if (_places.Length < items)
        {
            _places = new int[items];
        }
        else
        {
            for (var place = 0; place < _count; place++)
            {
                _places[_entries[place].Item] = 0;
            }
        }

        _count = 0;
    }

    /// <summary>Adds what a source gives an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="score">What it gives, 0 or more.</param>
    /// <param name="source">The source.</param>
    /// <param name="because">Item of the history that led to it; -1 for none.</param>
    public void Add(int item, float score, RecommendationSource source, int because)
    {
        var place = _places[item] - 1;
        if (place < 0)
        {
            if (_count == _entries.Length)
            {
                Array.Resize(ref _entries, 2 * _count);
                Array.Resize(ref _scores, 2 * _count * Sources);
                _order = new ulong[2 * _count];
            }

            place = _count++;
            _places[item] = place + 1;
            _scores.AsSpan(place * Sources, Sources).Clear();
            _entries[place] = new Entry { Item = item, Best = -1, Because = -1 };
        }

        ref var entry = ref _entries[place];
        entry.Score += score;
        _scores[(place * Sources) + (int)source] += score;
        if (score > entry.Best)
        {
            (entry.Best, entry.Source, entry.Because) = (score, source, because);
        }
    }

    /// <summary>What each source gives an item, shape <c>[Sources]</c>; empty for what is no candidate.</summary>
    /// <param name="item">The item.</param>
    public ReadOnlySpan<float> ScoresOf(int item) => _places[item] is var place and > 0 ? _scores.AsSpan((place - 1) * Sources, Sources) : [];

    /// <summary>The candidate; one without score and source for what is none.</summary>
    /// <param name="item">The item.</param>
    public RecommendedItem Find(int item) => _places[item] is var place and > 0
        ? ItemOf(_entries[place - 1])
        : new RecommendedItem(item, 0, RecommendationSource.Newest, -1);

    /// <summary>The candidates that may be listed, best first; among equal ones the smaller number.</summary>
    /// <param name="rules">Which may be listed.</param>
    /// <param name="sorted">Gets them.</param>
    public void Sort(ItemRules rules, List<RecommendedItem> sorted)
    {
        sorted.Clear();
        var count = 0;
        for (var place = 0; place < _count; place++)
        {
            ref readonly var entry = ref _entries[place];
            if (rules.IsListed(entry.Item))
            {
                // Bits of a float that is 0 or more sort like the number; the best come first where they are turned round.
                _order[count++] = ((ulong)~(BitConverter.SingleToUInt32Bits(entry.Score) & ~SignBit) << 32) | (uint)entry.Item;
            }
        }

        _order.AsSpan(0, count).Sort();
        for (var i = 0; i < count; i++)
        {
            sorted.Add(ItemOf(_entries[_places[(int)(uint)_order[i]] - 1]));
        }
    }

    private static RecommendedItem ItemOf(in Entry entry) => new(entry.Item, entry.Score, entry.Source, entry.Because);

    private struct Entry
    {
        public int Item;
        public float Score;
        public float Best;
        public int Because;
        public RecommendationSource Source;
    }
}
