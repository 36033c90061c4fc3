namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// All series of a run as a tree: everything, markets, categories in markets, products in them. Sums are of one date: markets whose first days
/// differ meet on the dates that they have in common.
/// </summary>
internal sealed class ForecastTree
{
    private readonly List<SeriesForecast> _nodes = [];
    private readonly List<int> _first = [];
    private readonly List<int> _parents = [];

    /// <summary>Grows the tree.</summary>
    /// <param name="parts">Products.</param>
    /// <param name="sums">Forecasts of sums: <c>*</c> for all, a market's code, or market, slash and category.</param>
    public ForecastTree(IEnumerable<ForecastPart> parts, IEnumerable<ForecastPart> sums)
    {
        var known = sums.SelectMany(static part => part.Series.Select(series => (part.First, series))).ToDictionary(static sum => sum.series.Id);
        var places = new Dictionary<string, int>();
        int Place(string name, string? parent)
        {
            var above = parent is null ? -1 : places.GetValueOrDefault(parent, -1);
            if (!places.TryGetValue(name, out var place))
            {
                if (!known.TryGetValue(name, out var sum))
                {
                    return above;
                }

                places[name] = place = Add(sum.series, sum.First, above);
            }

            return place;
        }

        foreach (var part in parts)
        {
            Place(ForecastSums.All, null);
            Place(part.Market, ForecastSums.All);
            foreach (var series in part.Series)
            {
                var parent = Place($"{part.Market}/{series.Category}", part.Market);
                Leaves.Add((part, series, Add(series, part.First, parent)));
            }
        }

        Sums = places;
    }

    /// <summary>Products with their places.</summary>
    public List<(ForecastPart Part, SeriesForecast Series, int Node)> Leaves { get; } = [];

    /// <summary>Places of the sums.</summary>
    public IReadOnlyDictionary<string, int> Sums { get; }

    /// <summary>The series at a place.</summary>
    /// <param name="node">Its place.</param>
    public SeriesForecast this[int node] => _nodes[node];

    private int Horizon => _nodes.Count == 0 ? 0 : _nodes[0].Mean.Length;

    /// <summary>Whether MinTrace forecasts the nearest origin better than adding up, RMSSE over all levels, on the dates that all have.</summary>
    /// <param name="ofChampion">By the champion's forecasts.</param>
    public bool PrefersMinTrace(bool ofChampion)
    {
        var (trace, bottom) = (0.0, 0.0);
        foreach (var (date, nodes) in Dates().Where(date => date.Nodes.Length == _nodes.Count))
        {
            // The window before the forecasts, a horizon earlier.
            double[] means = [.. nodes.Select(node => (ofChampion ? _nodes[node].ChampionNearest : _nodes[node].Nearest)[date - _first[node]]).Select(static value => double.IsNaN(value) ? 0 : value)];
            trace += Loss(TreeReconciler.Reconcile(ParentsOf(nodes), means, Variances(nodes)), date);
            bottom += Loss(TreeReconciler.BottomUp(ParentsOf(nodes), means), date);
        }

        return trace < bottom;
    }

    /// <summary>Forecasts that add up.</summary>
    /// <param name="ofChampion">Of the champion's.</param>
    /// <param name="minTrace">By MinTrace; else from the products up.</param>
    /// <returns>Shape <c>[nodes][days]</c>, from each one's first day.</returns>
    public double[][] Reconcile(bool ofChampion, bool minTrace)
    {
        var values = _nodes.ConvertAll(node => new double[node.Mean.Length]).ToArray();
        foreach (var (date, nodes) in Dates())
        {
            double[] means = [.. nodes.Select(node => (ofChampion ? _nodes[node].ChampionMean : _nodes[node].Mean)[date - _first[node]])];
            var adding = minTrace ? TreeReconciler.Reconcile(ParentsOf(nodes), means, Variances(nodes)) : TreeReconciler.BottomUp(ParentsOf(nodes), means);
            for (var i = 0; i < nodes.Length; i++)
            {
                values[nodes[i]][date - _first[nodes[i]]] = adding[i];
            }
        }

        CompleteAll(values);
        return values;
    }

    // On a date that a market's forecast does not reach, everything is what the others expect and what it has sold.
    private void CompleteAll(double[][] values)
    {
        if (!Sums.TryGetValue(ForecastSums.All, out var all))
        {
            return;
        }

        for (var day = 0; day < values[all].Length; day++)
        {
            values[all][day] = 0;
            for (var node = 0; node < _nodes.Count; node++)
            {
                if (_parents[node] == all)
                {
                    var at = _first[all] + day - _first[node];
                    values[all][day] += at >= 0 ? values[node][at] : _nodes[node].Recent[^-at] is var sold && double.IsNaN(sold) ? 0 : sold;
                }
            }
        }
    }

    // Each date with the nodes that have a forecast of it; everything only where all have.
    private IEnumerable<(int Date, int[] Nodes)> Dates()
    {
        if (_nodes.Count == 0)
        {
            yield break;
        }

        var (from, through) = (_first.Min(), _first.Max() + Horizon);
        for (var date = from; date < through; date++)
        {
            int[] nodes = [.. Enumerable.Range(0, _nodes.Count).Where(node => date >= _first[node] && date < _first[node] + Horizon)];
            yield return (date, nodes.Length == _nodes.Count || !Sums.TryGetValue(ForecastSums.All, out var all) ? nodes : [.. nodes.Where(node => node != all)]);
        }
    }

    private int[] ParentsOf(int[] nodes)
    {
        var places = new Dictionary<int, int>(nodes.Length) { [-1] = -1 };
        for (var i = 0; i < nodes.Length; i++)
        {
            places[nodes[i]] = i;
        }

        return Array.ConvertAll(nodes, node => places.GetValueOrDefault(_parents[node], -1));
    }

    private double[] Variances(int[] nodes) => Array.ConvertAll(nodes, node => Math.Max(_nodes[node].Scale * _nodes[node].Scale, 1e-6));

    private double Loss(double[] forecasts, int date)
    {
        var sum = 0.0;
        for (var node = 0; node < forecasts.Length; node++)
        {
            var (actual, scale) = (_nodes[node].Actual[date - _first[node]], _nodes[node].Scale);
            sum += double.IsNaN(actual) || scale <= 0 ? 0 : (forecasts[node] - actual) * (forecasts[node] - actual) / (scale * scale);
        }

        return sum;
    }

    private int Add(SeriesForecast node, DateOnly first, int parent)
    {
        _nodes.Add(node);
        _first.Add(first.DayNumber);
        _parents.Add(parent);
        return _nodes.Count - 1;
    }
}
