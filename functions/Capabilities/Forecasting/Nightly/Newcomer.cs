namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Forecasts of products with little history of their own, or none: they borrow from their category in the market, else from the market. Not
/// thread-safe.
/// </summary>
/// <param name="forecasts">Forecasts of the market's products; those that borrow themselves lend nothing.</param>
/// <param name="all">Sales of the products, whose spread is borrowed where nobody has a forecast.</param>
/// <param name="horizon">Days ahead.</param>
internal sealed class Newcomer(IReadOnlyList<SeriesForecast> forecasts, IReadOnlyList<MarketSales> all, int horizon)
{
    // As many own days weigh as much as the category does.
    private const double EqualDays = 14;

    private readonly Dictionary<string, Lenders> _lenders = new(StringComparer.Ordinal);

    /// <summary>Forecasts one product.</summary>
    /// <param name="sales">The product.</param>
    public SeriesForecast Forecast(MarketSales sales)
    {
        var lenders = LendersOf(sales.Category);
        double[][] Quantiles(double[] mean) =>
            [.. ForecastRun.Levels.Select(quantile => Array.ConvertAll(mean, value => value * ConformalIntervals.SortedQuantile(lenders.Ratios, quantile)))];
        var (mean, champion) = (Mean(sales, lenders.Mean), Mean(sales, lenders.ChampionMean));
        var missing = Enumerable.Repeat(double.NaN, horizon).ToArray();
        return new SeriesForecast(
            sales.Sku, sales.Category, nameof(Newcomer), mean, Quantiles(mean), champion, Quantiles(champion), missing, missing, missing, sales.Units[^horizon..], 0);
    }

    /// <summary>Forecasts a product that has not sold yet.</summary>
    /// <param name="id">Name of the forecast.</param>
    /// <param name="category">Its category; the market lends where no product of it has a history.</param>
    public SeriesForecast Unsold(string id, string category)
    {
        var missing = Enumerable.Repeat(double.NaN, horizon).ToArray();
        return Forecast(new MarketSales(id, category, missing, missing, missing));
    }

    // The borrowed days with a level between the product's own and the lenders'.
    private double[] Mean(MarketSales sales, double[] borrowed)
    {
        var own = sales.Units.Where(static value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();
        var level = borrowed.Average();
        return level > 0
            ? Array.ConvertAll(borrowed, day => day / level * ((own * sales.Observed) + (EqualDays * level)) / (sales.Observed + EqualDays))
            : [.. Enumerable.Repeat(own, horizon)];
    }

    private Lenders LendersOf(string category)
    {
        if (!_lenders.TryGetValue(category, out var lenders))
        {
            var others = forecasts.Where(static one => one.Class != nameof(Newcomer)).ToList();
            var own = others.Where(one => one.Category == category).ToList();
            var peers = own.Count > 0 ? own : others;
            double[] Mean(Func<SeriesForecast, double[]> of) =>
                [.. Enumerable.Range(0, horizon).Select(day => peers.Count == 0 ? 0 : peers.Average(peer => of(peer)[day]))];
            _lenders[category] = lenders = new Lenders(Mean(static peer => peer.Mean), Mean(static peer => peer.ChampionMean), Ratios(peers));
        }

        return lenders;
    }

    // A day of a peer against the peer's mean: how demand of such products spreads.
    private double[] Ratios(List<SeriesForecast> peers)
    {
        var days = peers.Count > 0 ? peers.Select(static peer => peer.Recent) : all.Select(static one => one.Units);
        var ratios = days.Select(static values => values.Where(static value => !double.IsNaN(value)).ToArray())
            .Where(static values => values.Length > 0 && values.Sum() > 0)
            .SelectMany(static values =>
            {
                var mean = values.Average();
                return values.Select(value => value / mean);
            })
            .Order().ToArray();
        return ratios.Length > 0 ? ratios : [0, 1, 2];
    }

    private sealed record Lenders(double[] Mean, double[] ChampionMean, double[] Ratios);
}
