using XbFunctions.Capabilities.Sales;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Sales of one product in one market, a value a day up to the day before the forecast.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Category">Its category.</param>
/// <param name="Units">Pieces; NaN before it was on sale and where it was out of stock.</param>
/// <param name="Price">Euros a piece against its usual price; 1 where nothing was sold.</param>
/// <param name="Promotion">1 where promoted, else 0.</param>
public sealed record MarketSales(string Sku, string Category, double[] Units, double[] Price, double[] Promotion)
{
    /// <summary>Lays sales out by day. A day without a sale is no demand, unless the product was out of stock or not on sale yet.</summary>
    /// <param name="sales">Days of one market, each product and day once.</param>
    /// <param name="first">First day of the history.</param>
    /// <param name="days">Days of the history.</param>
    /// <param name="category">The category of a product.</param>
    /// <returns>One entry a product that has sold, by name.</returns>
    public static IReadOnlyList<MarketSales> Of(IEnumerable<SalesDay> sales, DateOnly first, int days, Func<string, string> category) =>
        [.. sales.Where(day => day.Day >= first && day.Day.DayNumber < first.DayNumber + days)
            .GroupBy(static day => day.Sku, StringComparer.Ordinal)
            .Where(static product => product.Any(static day => day.Units > 0))
            .OrderBy(static product => product.Key, StringComparer.Ordinal)
            .Select(product => Lay(product.Key, category(product.Key), [.. product], first, days))];

    /// <summary>Days on which it was on sale and in stock.</summary>
    public int Observed => Units.Count(static value => !double.IsNaN(value));

    private static MarketSales Lay(string sku, string category, SalesDay[] sales, DateOnly first, int days)
    {
        var (units, price, promotion) = (new double[days], new double[days], new double[days]);
        var launch = sales.Where(static day => day.Units > 0).Min(static day => day.Day).DayNumber - first.DayNumber;
        Array.Fill(units, double.NaN, 0, launch);
        Array.Fill(price, 1);
        var prices = sales.Where(static day => day.Units > 0).Select(static day => (double)day.RevenueCents / day.Units).Order().ToArray();
        var usual = prices[prices.Length / 2];
        foreach (var day in sales)
        {
            var at = day.Day.DayNumber - first.DayNumber;
            if (at >= launch)
            {
                // What was sold on a day on which the stock ran out is less than what was wanted.
                units[at] = day.IsOut ? double.NaN : day.Units;
                price[at] = day.Units > 0 && usual > 0 ? day.RevenueCents / (day.Units * usual) : 1;
                promotion[at] = day.IsPromotion ? 1 : 0;
            }
        }

        return new MarketSales(sku, category, units, price, promotion);
    }
}
