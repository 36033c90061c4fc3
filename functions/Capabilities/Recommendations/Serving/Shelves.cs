using System.Collections.Concurrent;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>The shelves in use, one for each storefront and country of delivery. Thread-safe.</summary>
internal sealed class Shelves
{
    // 5 bytes an item each; beyond it all are built anew.
    private const int Most = 64;

    private readonly ConcurrentDictionary<(CountryCode Market, CountryCode ShipTo), Shelf> _shelves = new();

    /// <summary>The shelf of a request.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="ask">What is asked for.</param>
    public Shelf Of(CatalogueSnapshot catalogue, RecommendationAsk ask)
    {
        var key = (ask.Market, ask.ShipTo);
        if (_shelves.TryGetValue(key, out var shelf) && shelf.Catalogue == catalogue && shelf.Day == ask.Day)
        {
            return shelf;
        }

        if (_shelves.Count >= Most)
        {
            _shelves.Clear();
        }

        // Two requests may build the same one; both are right.
        shelf = new Shelf(catalogue, ask.Market, ask.ShipTo, ask.Day);
        _shelves[key] = shelf;
        return shelf;
    }
}
