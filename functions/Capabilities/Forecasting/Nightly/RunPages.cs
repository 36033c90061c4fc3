namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a run publishes of each market, always in the same order.</summary>
/// <param name="tree">Its series.</param>
/// <param name="means">Forecasts that add up, shape <c>[nodes][days]</c>.</param>
/// <param name="ofChampion">Whether the champion's intervals are meant.</param>
/// <param name="horizon">Days ahead.</param>
internal sealed class RunPages(ForecastTree tree, double[][] means, bool ofChampion, int horizon)
{
    /// <summary>Forecasts of a market's products.</summary>
    /// <param name="market">The market.</param>
    public IEnumerable<(string Id, StoredForecast Forecast)> Products(MarketPlan market) =>
        tree.Leaves.Where(leaf => leaf.Part.Market == market.Market)
            .Select(leaf => (leaf.Series.Id, StoredForecast.Of(market.First, leaf.Series, ofChampion, means[leaf.Node])));

    /// <summary>Forecasts of a market and its categories, and what products of each borrow that have not sold yet.</summary>
    /// <param name="market">The market.</param>
    public IEnumerable<(string Id, StoredForecast Forecast)> Sums(MarketPlan market)
    {
        foreach (var (name, node) in tree.Sums.Where(sum => sum.Key == market.Market || sum.Key.StartsWith($"{market.Market}/", StringComparison.Ordinal)))
        {
            yield return (ForecastPublisher.SumOf(name), StoredForecast.Of(market.First, tree[node], ofChampion, means[node]));
        }

        List<SeriesForecast> series = [.. tree.Leaves.Where(leaf => leaf.Part.Market == market.Market).Select(static leaf => leaf.Series)];
        var lender = new Newcomer(series, [], horizon);
        foreach (var category in series.Select(static one => one.Category).Distinct().Append(string.Empty))
        {
            var borrowed = lender.Unsold(ForecastPublisher.UnsoldOf(market.Market, category), category);
            yield return (borrowed.Id, StoredForecast.Of(market.First, borrowed, ofChampion, ofChampion ? borrowed.ChampionMean : borrowed.Mean));
        }
    }
}
