using System.Numerics;
using System.Runtime.InteropServices;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>The sequence model's scores of one request: exact, over all items. Not thread-safe.</summary>
internal sealed class NextItemScores
{
    private const int Most = 40;

    private readonly List<(int Item, float Score)> _best = [];
    private float[] _scores = [];
    private float[] _state = [];
    private int[] _history = [];
    private float _highest;
    private bool _isKnown;

    /// <summary>The best items on the shelf, best first, their probabilities over that of the first.</summary>
    public IReadOnlyList<(int Item, float Score)> Best => _best;

    /// <summary>Scores.</summary>
    /// <param name="bound">The model; <see langword="null"/> for none.</param>
    /// <param name="history">Numbers in the catalogue, oldest first.</param>
    /// <param name="shelf">What can be sold.</param>
    public void Score(BoundNextItems? bound, IReadOnlyList<int> history, Shelf shelf)
    {
        _best.Clear();
        _isKnown = false;
        if (bound is null || Rows(bound, history) is not { IsEmpty: false } rows)
        {
            return;
        }

        var width = bound.Model.Width;
        if (_state.Length != width)
        {
            _state = new float[width];
        }

        if (_scores.Length < shelf.Catalogue.Count)
        {
            _scores = new float[shelf.Catalogue.Count];
        }

        bound.Model.State(rows, _state);
        _scores.AsSpan().Fill(float.NaN);
        var (numbers, items) = (bound.Numbers, bound.Items);
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            if (!shelf.IsSold(number))
            {
                continue;
            }

            var score = Dot(_state, items.AsSpan(i * width, width));
            _scores[number] = score;
            if (_best.Count < Most || score > _best[^1].Score)
            {
                Insert(number, score);
            }
        }

        if (_best.Count > 0)
        {
            (_isKnown, _highest) = (true, _best[0].Score);
            for (var i = 0; i < _best.Count; i++)
            {
                _best[i] = (_best[i].Item, MathF.Exp(_best[i].Score - _highest));
            }
        }
    }

    /// <summary>Log-probability of an item less that of the best on the shelf; NaN where history or item are not known.</summary>
    /// <param name="item">Number in the catalogue.</param>
    public float LogRatioOf(int item) => _isKnown ? _scores[item] - _highest : float.NaN;

    /// <summary>The product of two vectors of the same length.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i + 1 < left.Length && i + 1 < right.Length; i += 2)
        {
            even += left[i] * right[i];
            odd += left[i + 1] * right[i + 1];
        }

        var sum = Vector.Sum(even + odd);
        for (var rest = i * Vector<float>.Count; rest < a.Length; rest++)
        {
            sum += a[rest] * b[rest];
        }

        return sum;
    }

    private ReadOnlySpan<int> Rows(BoundNextItems bound, IReadOnlyList<int> history)
    {
        if (_history.Length < history.Count)
        {
            _history = new int[history.Count];
        }

        var count = 0;
        for (var i = 0; i < history.Count; i++)
        {
            if (bound.RowOf(history[i]) is var row and >= 0)
            {
                _history[count++] = row;
            }
        }

        return _history.AsSpan(0, count);
    }

    private void Insert(int item, float score)
    {
        if (_best.Count == Most)
        {
            _best.RemoveAt(Most - 1);
        }

        var at = _best.Count;
        while (at > 0 && _best[at - 1].Score < score)
        {
            at--;
        }

        _best.Insert(at, (item, score));
    }
}
