using XbFunctions.Capabilities.Sales;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Sales of one product in one market, a value a day up to the day before the forecast.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Category">Its category.</param>
/// <param name="Units">Pieces; NaN before it was on sale and where it was out of stock.</param>
/// <param name="Price">Euros a piece against its usual price; 1 where nothing was sold. Days ahead may follow those of <paramref name="Units"/>.</param>
/// <param name="Promotion">1 where promoted, else 0; days as of <paramref name="Price"/>.</param>
public sealed record MarketSales(string Sku, string Category, double[] Units, double[] Price, double[] Promotion)
{
    /// <summary>Lays sales out by day. A day without a sale is no demand, unless the product was out of stock or not on sale yet.</summary>
    /// <param name="sales">Days of one market, each product and day once.</param>
    /// <param name="first">First day of the history.</param>
    /// <param name="days">Days of the history.</param>
    /// <param name="category">The category of a product.</param>
    /// <param name="plans">What is planned for the days after the history; null for nothing.</param>
    /// <param name="horizon">Days ahead whose price and promotion follow the history's.</param>
    /// <returns>One entry a product that has sold, by name.</returns>
    public static IReadOnlyList<MarketSales> Of(
        IEnumerable<SalesDay> sales, DateOnly first, int days, Func<string, string> category, IEnumerable<PlannedDay>? plans = null, int horizon = 0)
    {
        var planned = (plans ?? []).ToLookup(static plan => plan.Sku, StringComparer.Ordinal);
        return [.. sales.Where(day => day.Day >= first && day.Day.DayNumber < first.DayNumber + days)
            .GroupBy(static day => day.Sku, StringComparer.Ordinal)
            .Where(static product => product.Any(static day => day.Units > 0))
            .OrderBy(static product => product.Key, StringComparer.Ordinal)
            .Select(product => Lay(product.Key, category(product.Key), [.. product], first, days).Ahead([.. product], first, horizon, [.. planned[product.Key]]))];
    }

    /// <summary>Days on which it was on sale and in stock.</summary>
    public int Observed => Units.Count(static value => !double.IsNaN(value));

    private static MarketSales Lay(string sku, string category, SalesDay[] sales, DateOnly first, int days)
    {
        var (units, price, promotion) = (new double[days], new double[days], new double[days]);
        var launch = sales.Where(static day => day.Units > 0).Min(static day => day.Day).DayNumber - first.DayNumber;
        Array.Fill(units, double.NaN, 0, launch);
        Array.Fill(price, 1);
        var usual = UsualOf(sales);
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

    private static double UsualOf(SalesDay[] sales)
    {
        var prices = sales.Where(static day => day.Units > 0).Select(static day => (double)day.RevenueCents / day.Units).Order().ToArray();
        return prices[prices.Length / 2];
    }

    // What is planned, else the price of the last day that sold without a promotion: one that has ended leaves no low price behind.
    private MarketSales Ahead(SalesDay[] sales, DateOnly first, int horizon, PlannedDay[] plans)
    {
        if (horizon == 0)
        {
            return this;
        }

        var (price, promotion, usual) = (new double[horizon], new double[horizon], UsualOf(sales));
        var last = sales.Where(static day => day is { Units: > 0, IsPromotion: false }).OrderBy(static day => day.Day).LastOrDefault();
        Array.Fill(price, last.Units > 0 && usual > 0 ? last.RevenueCents / (last.Units * usual) : 1);
        foreach (var plan in plans)
        {
            var at = plan.Day.DayNumber - first.DayNumber - Units.Length;
            if (at >= 0 && at < horizon)
            {
                price[at] = plan.PriceCents is { } cents && usual > 0 ? cents / usual : price[at];
                promotion[at] = plan.IsPromotion ? 1 : 0;
            }
        }

        return this with { Price = [.. Price, .. price], Promotion = [.. Promotion, .. promotion] };
    }
}
