using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Which items a request may list.</summary>
internal sealed class ItemRules
{
    private readonly CatalogueSnapshot _catalogue;
    private readonly RecommendationAsk _ask;
    private readonly HashSet<int> _passedOver = [];
    private readonly string? _prefix;

    /// <summary>Reads the history.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="ask">What is asked for.</param>
    public ItemRules(CatalogueSnapshot catalogue, RecommendationAsk ask)
    {
        (_catalogue, _ask, _prefix) = (catalogue, ask, ask.Category is null ? null : $"{ask.Category}/");
        List<int> recent = [];
        foreach (var sku in ask.History.Recent.Skip(Math.Max(0, ask.History.Recent.Count - RecommendationAsk.MostHistory)))
        {
            if (catalogue.TryFind(sku, out var item))
            {
                recent.Remove(item);
                recent.Add(item);
            }
        }

        Recent = [.. recent];
        foreach (var sku in ask.History.Bought.Concat(ask.History.Shown))
        {
            if (catalogue.TryFind(sku, out var item))
            {
                _passedOver.Add(item);
            }
        }

        _passedOver.UnionWith(Recent);
    }

    /// <summary>Items of the history that the catalogue has, oldest first, each once, at its latest place.</summary>
    public int[] Recent { get; }

    /// <summary>Whether an item can be sold and delivered, and is of the category asked for.</summary>
    /// <param name="item">Number of the item.</param>
    public bool IsSold(int item)
    {
        var found = _catalogue[item];
        return found.IsSold(_ask.Market, _ask.ShipTo, _ask.Day) && (_prefix is null || IsUnder(found.CategoryPath));
    }

    /// <summary>Whether it moreover was neither bought, nor just shown, nor just looked at.</summary>
    /// <param name="item">Number of the item.</param>
    public bool IsListed(int item) => !_passedOver.Contains(item) && IsSold(item);

    private bool IsUnder(string path) => path == _ask.Category || path.StartsWith(_prefix!, StringComparison.Ordinal);
}
