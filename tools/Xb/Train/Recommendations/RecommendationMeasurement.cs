using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Measures what is served, rules included, on interactions that come after those that were learnt from.</summary>
/// <param name="catalogue">The catalogue.</param>
internal sealed class RecommendationMeasurement(CatalogueSnapshot catalogue)
{
    private const int Length = 20;
    private const int MostCases = 4_000;

    private readonly Recommender _recommender = new(new RecommendationOptions());

    /// <summary>Measures.</summary>
    /// <param name="signals">Signals of the earlier part.</param>
    /// <param name="earlier">The earlier part.</param>
    /// <param name="later">The later part: each visitor's first item there that was not seen before is wanted.</param>
    /// <param name="market">Only visitors of a market; the default for all.</param>
    /// <param name="ignoresHistory">Whether visitors are taken for new ones.</param>
    /// <param name="own">Trends that the market's own popularity is taken from, where they are others than <paramref name="signals"/>.</param>
    public RecommendationScores Of(
        ItemSignals signals, List<Interaction> earlier, List<Interaction> later, CountryCode market = default, bool ignoresHistory = false, ItemSignals? own = null)
    {
        var (bound, popular) = (BoundSignals.Of(signals, catalogue), BoundSignals.Of(own ?? signals, catalogue));
        var histories = earlier.GroupBy(static one => one.Visitor, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        var seen = new HashSet<int>();
        var (cases, recall, ndcg, popularRecall, popularNdcg) = (0, 0.0, 0.0, 0.0, 0.0);
        foreach (var visitor in later.Where(one => market.IsUnknown || one.Market == market).GroupBy(static one => one.Visitor, StringComparer.Ordinal))
        {
            var past = histories.GetValueOrDefault(visitor.Key, []);
            var known = past.Select(static one => one.Sku).ToHashSet(StringComparer.Ordinal);
            if (cases == MostCases || visitor.FirstOrDefault(one => !known.Contains(one.Sku)) is not { Sku: { } wanted } next || !catalogue.TryFind(wanted, out var target))
            {
                continue;
            }

            var history = ignoresHistory ? CustomerHistory.None
                : new CustomerHistory([.. past.Select(static one => one.Sku)], [.. past.Where(static one => one.IsOrder).Select(static one => one.Sku)], []);
            var ask = new RecommendationAsk
            {
                Market = next.Market, ShipTo = next.Market, Day = DateOnly.FromDateTime(next.At.UtcDateTime), Count = Length, History = history,
            };
            cases++;
            int[] list = [.. _recommender.Recommend(catalogue, bound, ask).Items.Select(static item => item.Item)];
            seen.UnionWith(list);
            Add(list, target, ref recall, ref ndcg);
            int[] top = [.. popular.TrendingIn(next.Market).Select(static link => link.Item)
                .Where(item => catalogue[item].IsSold(ask.Market, ask.ShipTo, ask.Day) && (ignoresHistory || !known.Contains(catalogue[item].Sku.Value))).Take(Length)];
            Add(top, target, ref popularRecall, ref popularNdcg);
        }

        double n = Math.Max(1, cases);
        return new RecommendationScores(cases, recall / n, ndcg / n, popularRecall / n, popularNdcg / n, (double)seen.Count / catalogue.Count);
    }

    private static void Add(int[] list, int target, ref double recall, ref double ndcg)
    {
        if (Array.IndexOf(list, target) is var place and >= 0)
        {
            recall++;
            ndcg += 1 / Math.Log2(place + 2);
        }
    }
}
