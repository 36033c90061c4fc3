namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>
/// How well the lists of one way to recommend find what visitors turned to, each case by its weight (self-normalised inverse propensities: Swaminathan,
/// Joachims, NeurIPS 2015). Not thread-safe.
/// </summary>
internal sealed class ListScores
{
    private readonly List<(double Gain, double Weight)> _gains = [];
    private readonly HashSet<int> _listed = [];
    private double _found;
    private double _weight;

    /// <summary>Cases.</summary>
    public int Cases => _gains.Count;

    /// <summary>Share of the cases whose item is listed.</summary>
    public double Recall => Cases == 0 ? 0 : _found / _weight;

    /// <summary>Normalised discounted cumulative gain of the lists; the item wanted is the one that counts.</summary>
    public double Ndcg => Cases == 0 ? 0 : _gains.Sum(static one => one.Gain * one.Weight) / _weight;

    /// <summary>Adds a list.</summary>
    /// <param name="list">Numbers of its items, best first.</param>
    /// <param name="target">The item that was wanted.</param>
    /// <param name="weight">How much the case counts, above 0.</param>
    public void Add(IReadOnlyList<int> list, int target, double weight)
    {
        var gain = 0.0;
        for (var place = 0; place < list.Count; place++)
        {
            _listed.Add(list[place]);
            if (list[place] == target)
            {
                gain = 1 / Math.Log2(place + 2);
                _found += weight;
            }
        }

        _gains.Add((gain, weight));
        _weight += weight;
    }

    /// <summary>Share of a catalogue that was listed at least once.</summary>
    /// <param name="items">Items of the catalogue.</param>
    public double Coverage(int items) => (double)_listed.Count / Math.Max(1, items);

    /// <summary>How much better than another way on the same cases.</summary>
    /// <param name="other">The other way.</param>
    /// <returns>Difference in NDCG and the standard error of it, the cases taken as drawn.</returns>
    public (double Gain, double Error) Over(ListScores other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Cases, Cases, nameof(other));
        if (Cases < 2)
        {
            return (0, double.PositiveInfinity);
        }

        var mean = Ndcg - other.Ndcg;
        var squares = _gains.Zip(other._gains, (mine, theirs) => mine.Weight * (mine.Gain - theirs.Gain - mean)).Sum(static error => error * error);
        return (mean, Math.Sqrt(squares * Cases / (Cases - 1)) / _weight);
    }
}
