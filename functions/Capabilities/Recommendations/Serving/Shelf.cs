using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What a storefront can sell to a country on a day, worked out once for a snapshot. Immutable.</summary>
internal sealed class Shelf
{
    private readonly bool[] _isSold;
    private readonly float[] _priceLevels;

    /// <summary>Goes through the catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="market">The storefront.</param>
    /// <param name="shipTo">Where items are delivered to.</param>
    /// <param name="day">The day, UTC.</param>
    public Shelf(CatalogueSnapshot catalogue, CountryCode market, CountryCode shipTo, DateOnly day)
    {
        (Catalogue, Day) = (catalogue, day);
        (_isSold, _priceLevels) = (new bool[catalogue.Count], new float[catalogue.Count]);
        var (sum, count) = (0.0, 0);
        for (var number = 0; number < _isSold.Length; number++)
        {
            var item = catalogue[number];
            _isSold[number] = item.IsSold(market, shipTo, day);
            _priceLevels[number] = item.Prices.TryGetValue(market, out var price) && price.Minor > 0 ? MathF.Log2(price.Minor) : float.NaN;
            if (!float.IsNaN(_priceLevels[number]))
            {
                (sum, count) = (sum + _priceLevels[number], count + 1);
            }
        }

        var mean = (float)(sum / Math.Max(1, count));
        foreach (ref var level in _priceLevels.AsSpan())
        {
            level -= mean;
        }
    }

    /// <summary>The catalogue.</summary>
    public CatalogueSnapshot Catalogue { get; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; }

    /// <summary>Whether an item can be sold and delivered.</summary>
    /// <param name="item">Number of the item.</param>
    public bool IsSold(int item) => _isSold[item];

    /// <summary>Base-2 logarithm of a price over the geometric mean of the storefront's prices, so that currencies compare; NaN without a price.</summary>
    /// <param name="item">Number of the item.</param>
    public float PriceLevelOf(int item) => _priceLevels[item];
}
