namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts of a product with little history of its own: it borrows from its category in the market, else from the market.</summary>
internal static class Newcomer
{
    // As many own days weigh as much as the category does.
    private const double EqualDays = 14;

    /// <summary>Forecasts one product.</summary>
    /// <param name="sales">The product.</param>
    /// <param name="all">All products of the market's part.</param>
    /// <param name="forecasts">Forecasts of those with a history.</param>
    /// <param name="horizon">Days ahead.</param>
    public static SeriesForecast Forecast(MarketSales sales, IReadOnlyList<MarketSales> all, IReadOnlyList<SeriesForecast> forecasts, int horizon)
    {
        var category = forecasts.Where(one => one.Category == sales.Category && one.Class != nameof(Newcomer)).ToList();
        var peers = category.Count > 0 ? category : [.. forecasts.Where(static one => one.Class != nameof(Newcomer))];
        var own = sales.Units.Where(static value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();
        var level = peers.Count == 0 ? own : ((own * sales.Observed) + (EqualDays * peers.Average(static peer => peer.Mean.Average()))) / (sales.Observed + EqualDays);
        var total = peers.Sum(static peer => peer.Mean.Sum()) / horizon;
        var mean = Enumerable.Range(0, horizon).Select(day => total > 0 ? level * peers.Sum(peer => peer.Mean[day]) / total : level).ToArray();
        var ratios = Ratios(peers, all);
        var quantiles = ForecastRun.Levels.Select(quantile => Array.ConvertAll(mean, value => value * ConformalIntervals.SortedQuantile(ratios, quantile))).ToArray();
        var missing = Enumerable.Repeat(double.NaN, horizon).ToArray();
        return new SeriesForecast(
            sales.Sku, sales.Category, nameof(Newcomer), mean, quantiles, mean, quantiles, missing, missing, missing, sales.Units[^horizon..], 0);
    }

    // A day of a peer against the peer's mean: how demand of such products spreads.
    private static double[] Ratios(List<SeriesForecast> peers, IReadOnlyList<MarketSales> all)
    {
        var days = peers.Count > 0 ? peers.Select(static peer => peer.Recent) : all.Select(static one => one.Units);
        var ratios = days.Select(static values => values.Where(static value => !double.IsNaN(value)).ToArray())
            .Where(static values => values.Length > 0 && values.Sum() > 0)
            .SelectMany(static values => values.Select(value => value / values.Average()))
            .Order().ToArray();
        return ratios.Length > 0 ? ratios : [0, 1, 2];
    }
}
