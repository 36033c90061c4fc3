namespace XbFunctions.Capabilities.Recommendations;

/// <summary>Sums scores by item for one list at a time: an array over all items, and which of them were touched. Not thread-safe.</summary>
/// <param name="itemCount">Number of items.</param>
public sealed class ScoreBoard(int itemCount)
{
    private readonly float[] _scores = new float[itemCount];
    private readonly bool[] _isTouched = new bool[itemCount];
    private readonly int[] _touched = new int[itemCount];
    private readonly PriorityQueue<int, (float Score, int Order)> _best = new();
    private int _count;

    /// <summary>Items that have a score, in the order that they were first touched.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    /// <summary>Score of an item; 0 where it was not touched.</summary>
    /// <param name="item">In [0, item count).</param>
    public float this[int item] => _scores[item];

    /// <summary>Adds to the score of an item.</summary>
    /// <param name="item">In [0, item count).</param>
    /// <param name="score">What to add.</param>
    public void Add(int item, float score)
    {
        if (!_isTouched[item])
        {
            _isTouched[item] = true;
            _touched[_count++] = item;
        }

        _scores[item] += score;
    }

    /// <summary>Sets all scores back to 0.</summary>
    public void Clear()
    {
        foreach (var item in Touched)
        {
            (_scores[item], _isTouched[item]) = (0, false);
        }

        _count = 0;
    }

    /// <summary>The best items, best first; among equal scores the smaller number.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="without">Items that are left out.</param>
    public int[] Top(int count, ReadOnlySpan<int> without)
    {
        _best.Clear();
        foreach (var item in Touched)
        {
            var rank = (_scores[item], -item);
            if (_best.Count == count && rank.CompareTo(Least()) <= 0)
            {
                continue;
            }

            if (!without.Contains(item))
            {
                _best.Enqueue(item, rank);
                if (_best.Count > count)
                {
                    _best.Dequeue();
                }
            }
        }

        var items = new int[_best.Count];
        for (var i = items.Length - 1; i >= 0; i--)
        {
            items[i] = _best.Dequeue();
        }

        return items;
    }

    private (float Score, int Order) Least() => _best.TryPeek(out _, out var least) ? least : default;
}
