using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>Popularity of items and categories in a market, by numbers of a catalogue. Immutable.</summary>
internal sealed class MarketPopularity
{
    private readonly float[] _highest;

    /// <summary>Adds up.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="trend">The market's trend, scaled to 1.</param>
    public MarketPopularity(CatalogueSnapshot catalogue, SignalLink[] trend)
    {
        var groups = catalogue.Groups;
        (Items, Categories, _highest) = (new float[catalogue.Count], new float[groups.Categories.Count], new float[groups.Categories.Count]);
        foreach (var link in trend)
        {
            Items[link.Item] = link.Weight;
            var category = groups.CategoryOf(link.Item);
            Categories[category] += link.Weight;
            _highest[category] = Math.Max(_highest[category], link.Weight);
        }

        var most = Categories.Length == 0 ? 0 : Categories.Max();
        foreach (ref var category in Categories.AsSpan())
        {
            category /= Math.Max(most, float.Epsilon);
        }
    }

    /// <summary>By item, 1 for the most popular one.</summary>
    public float[] Items { get; }

    /// <summary>By category, 1 for the most popular one.</summary>
    public float[] Categories { get; }

    /// <summary>Popularity of an item over that of its category's most popular one; 0 where none is known.</summary>
    /// <param name="item">Number of the item.</param>
    /// <param name="category">Its category.</param>
    public float InCategory(int item, int category) => _highest[category] > 0 ? Items[item] / _highest[category] : 0;
}
