using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What visitors do in these hours. Implementations are thread-safe and never wait.</summary>
public interface ILiveSignals
{
    /// <summary>Items much looked at in a market.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="count">Most items wanted.</param>
    /// <returns>The strongest first; weights as <see cref="LiveItem.Weight"/>.</returns>
    IReadOnlyList<LiveItem> Trending(CountryCode market, int count);

    /// <summary>Items chosen in the same sessions as one.</summary>
    /// <param name="sku">The item.</param>
    /// <param name="count">Most items wanted.</param>
    /// <returns>The strongest first.</returns>
    IReadOnlyList<LiveItem> CoVisited(string sku, int count);
}
