using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Live signals out of the states of <c>AggregateBehaviour</c>. Thread-safe.</summary>
/// <param name="live">Adds up the states of all partitions.</param>
public sealed class BehaviourSignals(LiveBehaviour live) : ILiveSignals
{
    /// <inheritdoc/>
    public IReadOnlyList<LiveItem> Trending(CountryCode market, int count) => live.Trending(market, count);

    /// <inheritdoc/>
    public IReadOnlyList<LiveItem> CoVisited(string sku, int count) => live.CoVisited(sku, count);
}
