using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Bench;

/// <summary>Live signals in memory: the learnt ones, as if the stream had counted them. Each answer is a list of its own, as the app's are. Thread-safe.</summary>
internal sealed class RecommendBenchLive : ILiveSignals
{
    private const double Visits = 50;

    private readonly Dictionary<string, LiveItem[]> _coVisited = new(StringComparer.Ordinal);
    private readonly Dictionary<CountryCode, LiveItem[]> _trending;

    /// <summary>Takes signals over.</summary>
    /// <param name="signals">The signals.</param>
    public RecommendBenchLive(ItemSignals signals)
    {
        LiveItem[] Items(SignalLink[] links) => [.. links.Select(link => new LiveItem(signals.Skus[link.Item], Visits * link.Weight))];
        foreach (var (item, links) in signals.CoVisitation.Index())
        {
            _coVisited[signals.Skus[item]] = Items(links);
        }

        _trending = signals.Trending.ToDictionary(static entry => entry.Key, entry => Items(entry.Value));
    }

    /// <inheritdoc/>
    public IReadOnlyList<LiveItem> Trending(CountryCode market, int count) => First(_trending.GetValueOrDefault(market, []), count);

    /// <inheritdoc/>
    public IReadOnlyList<LiveItem> CoVisited(string sku, int count) => First(_coVisited.GetValueOrDefault(sku, []), count);

    private static LiveItem[] First(LiveItem[] items, int count) => items.AsSpan(0, Math.Min(count, items.Length)).ToArray();
}
