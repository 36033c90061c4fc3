using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>A visitor as the profile would know it at each moment of a replay. Not thread-safe.</summary>
/// <param name="begin">Beginning of the replay.</param>
internal sealed class VisitorMemory(DateTimeOffset begin)
{
    private static readonly TimeSpan HalfLife = new BehaviourOptions().AffinityHalfLife;

    private readonly List<(string Sku, DateTimeOffset At)> _recent = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _bought = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _brands = new(StringComparer.Ordinal);
    private DateTimeOffset _orderedAt;
    private int _orders;

    /// <summary>Cases taken so far.</summary>
    public int Cases { get; set; }

    /// <summary>Whether an item was seen before.</summary>
    /// <param name="sku">The item.</param>
    public bool HasSeen(string sku) => _seen.Contains(sku);

    /// <summary>Remembers an interaction.</summary>
    /// <param name="one">The interaction.</param>
    /// <param name="catalogue">Says category and brand.</param>
    public void Add(in Interaction one, CatalogueSnapshot catalogue)
    {
        var sku = one.Sku;
        _seen.Add(sku);
        _recent.RemoveAll(seen => seen.Sku == sku);
        _recent.Add((sku, one.At));
        if (_recent.Count > Visitor.RecentItems)
        {
            _recent.RemoveAt(0);
        }

        if (one.IsOrder)
        {
            _bought[sku] = one.At;
            (_orders, _orderedAt) = (one.At == _orderedAt ? _orders : _orders + 1, one.At);
        }

        if (catalogue.TryFind(sku, out var number))
        {
            // Growing weights instead of shrinking sums, as the profile has them.
            var weight = ClickWeights.Of(one.Kind) * Math.Pow(2, (one.At - begin) / HalfLife);
            var item = catalogue[number];
            _categories[item.CategoryPath] = _categories.GetValueOrDefault(item.CategoryPath) + weight;
            if (item.Brand.Length > 0)
            {
                _brands[item.Brand] = _brands.GetValueOrDefault(item.Brand) + weight;
            }
        }
    }

    /// <summary>What serving would be told.</summary>
    public CustomerHistory ToHistory() => new([.. _recent.Select(static seen => seen.Sku)], [.. _bought.Keys], [])
    {
        BoughtTimes = [.. _bought.Values],
        Times = [.. _recent.Select(static seen => seen.At)],
        Categories = Shares(_categories),
        Brands = Shares(_brands),
        Orders = _orders,
    };

    private static (string Name, float Share)[] Shares(Dictionary<string, double> weights)
    {
        var best = weights.OrderByDescending(static entry => entry.Value).Take(Visitor.Affinities).ToArray();
        var sum = best.Sum(static entry => entry.Value);
        return [.. best.Select(entry => (entry.Key, (float)(entry.Value / sum)))];
    }
}
