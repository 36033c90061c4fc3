using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Knows no product: where there is no catalogue, prices come from the events and categories stay unknown.</summary>
public sealed class NoItemAttributes : IItemAttributes
{
    /// <inheritdoc/>
    public int Products => 0;

    /// <inheritdoc/>
    public bool TryGet(string sku, CountryCode market, out ItemAttributes attributes)
    {
        attributes = new ItemAttributes("", "", 0);
        return false;
    }
}
