using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Attributes out of the catalogue as this process has it: never waited for, so that the stream does not stand still when storage does. Thread-safe.
/// </summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="rates">Turn prices into euros.</param>
/// <param name="time">Says which rates hold.</param>
public sealed class CatalogueAttributes(ItemCatalogue catalogue, ReferenceRates rates, TimeProvider time) : IItemAttributes
{
    /// <inheritdoc/>
    public int Products => catalogue.Follow().Count;

    /// <inheritdoc/>
    public bool TryGet(string sku, CountryCode market, out ItemAttributes attributes)
    {
        attributes = default;
        var snapshot = catalogue.Follow();
        if (!snapshot.TryFind(sku, out var number))
        {
            return false;
        }

        var item = snapshot[number];
        var price = 0.0;
        if (item.Prices.TryGetValue(market, out var money))
        {
            rates.TryToBase(money.Minor, money.Currency, time.GetUtcNow(), out price, out _);
        }

        attributes = new ItemAttributes(item.CategoryPath, item.Brand, price);
        return true;
    }
}
