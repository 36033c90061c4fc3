using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Plans orders from a forecast's quantiles, and simulates the plan. Deterministic, in every process the same.</summary>
public static class ReplenishmentPlanner
{
    private const int Split = 3;

    /// <summary>Makes a plan.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="market">ISO 3166-1 alpha-2 code of the storefront.</param>
    /// <param name="forecast">Its forecast; the first day is the day of the plan.</param>
    /// <param name="terms">Stock, costs and lead time, such that <see cref="PlanCheck"/> finds nothing against them.</param>
    public static ReplenishmentPlan Plan(string sku, string market, StoredForecast forecast, PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(terms);
        var (today, daily) = (forecast.First, forecast.Mean.Average());
        var demand = new DemandPaths(forecast);
        var route = new SupplyRoute(terms.Origin ?? market, market);
        var draws = new DemandDraws(forecast, demand, terms, route);
        var policy = StockPolicies.Choose(forecast, terms);
        var rule = policy switch
        {
            StockPolicy.Newsvendor => SeasonRule.Find(draws, terms),
            StockPolicy.SS => OrderUpToRule.Find(draws, daily, terms),
            _ => ReorderRule.Find(draws, daily, terms),
        };
        var position = terms.OnHand + terms.OnOrder;
        var now = rule.Order(position, 0);
        var sums = policy == StockPolicy.Newsvendor ? draws.SeasonSums() : draws.Sums;
        var shares = terms.Warehouses.Count == 0 ? [] : WarehouseSplit.ByShare(position + now, sums, [.. terms.Warehouses.Select(static place => place.Share)], Split);
        var simulator = new PlanSimulator(demand, terms, route, today);
        var days = DaysOf(forecast, draws, policy);
        var leads = draws.Leads.Order().Select(static lead => (double)lead).ToArray();
        double[] sorted = [.. sums.Order()];
        return new ReplenishmentPlan(
            sku,
            market,
            StockPolicies.NameOf(policy),
            Math.Round(rule.Level, 4),
            policy == StockPolicy.Newsvendor ? null : rule.Point,
            rule.Quantity,
            rule.UpTo,
            new(Math.Round(leads.Average(), 2), DemandDraws.Quantile(leads, 0.95)),
            new(Math.Round(sums.Average(), 2), Math.Ceiling(DemandDraws.Quantile(sorted, rule.Level))),
            now,
            OrderBy(forecast, position, rule, now),
            [.. terms.Warehouses.Zip(shares, static (place, pieces) => new ReplenishmentPlan.Share(place.Name, pieces))],
            simulator.Play(rule, days, DemandDraws.Futures),
            simulator.Play(OrderRule.None with { Policy = policy, Quantity = 0 }, days, DemandDraws.Futures));
    }

    // Long enough for orders to arrive and be sold; to the end of a product that has one.
    private static int DaysOf(StoredForecast forecast, DemandDraws draws, StockPolicy policy) => policy == StockPolicy.Newsvendor
        ? Math.Max(1, (int)Math.Round(draws.Ends.Average()))
        : Math.Clamp((int)(2 * draws.Leads.Average()) + forecast.Mean.Length, forecast.Mean.Length, DemandDraws.MostLeadDays);

    // The day on which, as demand goes on average, the stock falls to the reorder point; nobody knows beyond the forecast.
    private static DateOnly? OrderBy(StoredForecast forecast, int position, OrderRule rule, int now)
    {
        if (rule.Policy == StockPolicy.Newsvendor || rule.Point < 0 || now > 0)
        {
            return now > 0 ? forecast.First : null;
        }

        var (left, day) = ((double)position, 0);
        while (left > rule.Point)
        {
            if (day == forecast.Mean.Length)
            {
                return null;
            }

            left -= forecast.Mean[day++];
        }

        return forecast.First.AddDays(Math.Max(0, day - 1));
    }
}
