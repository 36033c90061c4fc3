using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What the catalogue knows of a product. Implementations are thread-safe and answer from memory.</summary>
public interface IItemAttributes
{
    /// <summary>Products there are, hidden ones included; 0 where that is not known.</summary>
    int Products { get; }

    /// <summary>Finds a product.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="market">The storefront.</param>
    /// <param name="attributes">What is known; the default when nothing is.</param>
    /// <returns>Whether the product is known.</returns>
    bool TryGet(string sku, CountryCode market, out ItemAttributes attributes);
}
