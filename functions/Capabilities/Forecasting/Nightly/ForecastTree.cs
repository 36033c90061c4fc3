namespace XbFunctions.Capabilities.Forecasting;

/// <summary>All series of a run as a tree: everything, markets, categories in markets, products in them.</summary>
internal sealed class ForecastTree
{
    private readonly List<SeriesForecast> _nodes = [];
    private readonly List<int> _parents = [];

    /// <summary>Grows the tree.</summary>
    /// <param name="parts">Products.</param>
    /// <param name="sums">Forecasts of sums: <c>*</c> for all, a market's code, or market, slash and category.</param>
    public ForecastTree(IEnumerable<ForecastPart> parts, IReadOnlyDictionary<string, SeriesForecast> sums)
    {
        var places = new Dictionary<string, int>();
        int Place(string name, string? parent)
        {
            if (!places.TryGetValue(name, out var place) && sums.TryGetValue(name, out var sum))
            {
                var above = parent is null ? -1 : places.GetValueOrDefault(parent, -1);
                places[name] = place = Add(sum, above);
            }
            else if (!places.ContainsKey(name))
            {
                return parent is null ? -1 : places.GetValueOrDefault(parent, -1);
            }

            return place;
        }

        foreach (var part in parts)
        {
            Place("*", null);
            Place(part.Market, "*");
            foreach (var series in part.Series)
            {
                var parent = Place($"{part.Market}/{series.Category}", part.Market);
                Leaves.Add((part, series, Add(series, parent)));
            }
        }

        Sums = places;
    }

    /// <summary>Products with their places.</summary>
    public List<(ForecastPart Part, SeriesForecast Series, int Node)> Leaves { get; } = [];

    /// <summary>Places of the sums.</summary>
    public IReadOnlyDictionary<string, int> Sums { get; }

    /// <summary>Whether MinTrace forecasts the nearest origin better than adding up, RMSSE over all levels.</summary>
    /// <param name="ofChampion">By the champion's forecasts.</param>
    public bool PrefersMinTrace(bool ofChampion)
    {
        var horizon = _nodes.Count == 0 ? 0 : _nodes[0].Mean.Length;
        var (trace, bottom) = (0.0, 0.0);
        for (var day = 0; day < horizon; day++)
        {
            var means = Values(ofChampion ? static node => node.ChampionNearest : static node => node.Nearest, day);
            if (means.Any(double.IsNaN))
            {
                means = Array.ConvertAll(means, static value => double.IsNaN(value) ? 0 : value);
            }

            trace += Loss(TreeReconciler.Reconcile(_parents.ToArray(), means, Variances()), day);
            bottom += Loss(TreeReconciler.BottomUp(_parents.ToArray(), means), day);
        }

        return trace < bottom;
    }

    /// <summary>Forecasts that add up, shape <c>[days][nodes]</c>.</summary>
    /// <param name="ofChampion">Of the champion's.</param>
    /// <param name="minTrace">By MinTrace; else from the products up.</param>
    public double[][] Reconcile(bool ofChampion, bool minTrace) =>
        [.. Enumerable.Range(0, _nodes.Count == 0 ? 0 : _nodes[0].Mean.Length).Select(day =>
        {
            var means = Values(ofChampion ? static node => node.ChampionMean : static node => node.Mean, day);
            return minTrace ? TreeReconciler.Reconcile(_parents.ToArray(), means, Variances()) : TreeReconciler.BottomUp(_parents.ToArray(), means);
        })];

    private double[] Values(Func<SeriesForecast, double[]> of, int day) => [.. _nodes.Select(node => of(node)[day])];

    private double[] Variances() => [.. _nodes.Select(static node => Math.Max(node.Scale * node.Scale, 1e-6))];

    private double Loss(double[] forecasts, int day)
    {
        var sum = 0.0;
        for (var node = 0; node < forecasts.Length; node++)
        {
            var (actual, scale) = (_nodes[node].Actual[day], _nodes[node].Scale);
            sum += double.IsNaN(actual) || scale <= 0 ? 0 : (forecasts[node] - actual) * (forecasts[node] - actual) / (scale * scale);
        }

        return sum;
    }

    private int Add(SeriesForecast node, int parent)
    {
        _nodes.Add(node);
        _parents.Add(parent);
        return _nodes.Count - 1;
    }
}
