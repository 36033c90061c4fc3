using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Reads what forecasts of a market are learnt from.</summary>
/// <param name="history">Daily sales.</param>
/// <param name="categories">Categories of products.</param>
/// <param name="options">Settings.</param>
internal sealed class MarketReader(SalesHistory history, IProductCategories categories, ForecastingOptions options)
{
    /// <summary>Reads the products of a market that have sold.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="first">First day that is forecast.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<MarketSales>> ReadAsync(CountryCode market, DateOnly first, CancellationToken cancellationToken)
    {
        var from = first.AddDays(-options.HistoryDays);
        var sales = await history.ReadAsync(market, from, first.AddDays(-1), cancellationToken).ConfigureAwait(false);
        if (sales.Count == 0)
        {
            return [];
        }

        var known = await categories.ReadAsync(cancellationToken).ConfigureAwait(false);
        var plans = await history.Plans.ReadAsync(market, first, first.AddDays(options.Horizon - 1), cancellationToken).ConfigureAwait(false);
        return MarketSales.Of(sales, from, options.HistoryDays, sku => known.GetValueOrDefault(sku, "other"), plans, options.Horizon);
    }
}
