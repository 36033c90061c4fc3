using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Plans orders from a forecast's quantiles, and simulates the plan. Deterministic.</summary>
public static class ReplenishmentPlanner
{
    private const int Futures = 500;
    private const int Seed = 20_26;
    private const int MostLeadDays = 400;
    private const double DaysOfYear = 365;

    /// <summary>Makes a plan.</summary>
    /// <param name="sku">The product.</param>
    /// <param name="market">ISO 3166-1 alpha-2 code of the storefront.</param>
    /// <param name="forecast">Its forecast.</param>
    /// <param name="terms">Stock, costs and lead time.</param>
    public static ReplenishmentPlan Plan(string sku, string market, StoredForecast forecast, PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(terms);
        var (today, daily) = (forecast.First, forecast.Mean.Average());
        var demand = new DemandPaths(forecast);
        var route = new SupplyRoute(terms.Origin ?? market, market);
        var (leads, sums, paths) = DrawLeads(route, today, demand, terms.LeadTime);
        var quantity = QuantityOf(daily, terms);
        var level = LevelOf(daily, quantity, terms);
        var point = (int)Math.Ceiling(Quantile(sums, level));
        var position = terms.OnHand + terms.OnOrder;
        var now = position <= point ? terms.Size.Round(Math.Max(quantity, point + 1 - position)) : 0;
        var shares = terms.Warehouses.Count == 0 ? [] : WarehouseSplit.ByShare(position + now, sums, [.. terms.Warehouses.Select(static place => place.Share)], Seed);
        var simulator = new PlanSimulator(demand, terms, route, today);
        var days = Math.Clamp((int)(2 * leads.Average()) + forecast.Mean.Length, forecast.Mean.Length, MostLeadDays);
        return new ReplenishmentPlan(
            sku,
            market,
            Math.Round(level, 4),
            point,
            quantity,
            point + quantity,
            new(Math.Round(leads.Average(), 2), Quantile(leads, 0.95)),
            new(Math.Round(sums.Average(), 2), point),
            now,
            OrderBy(today, position, point, paths),
            [.. terms.Warehouses.Zip(shares, static (place, pieces) => new ReplenishmentPlan.Share(place.Name, pieces))],
            simulator.Play(point, quantity, days, Futures, Seed),
            simulator.Play(-1, 0, days, Futures, Seed));
    }

    private static (double[] Leads, double[] Sums, int[][] Paths) DrawLeads(SupplyRoute route, DateOnly today, DemandPaths demand, LeadTime leadTime)
    {
        var (leads, sums, paths) = (new double[Futures], new double[Futures], new int[Futures][]);
        for (var future = 0; future < Futures; future++)
        {
            var random = new Random(HashCode.Combine(Seed, -future - 1));
            var lead = Math.Min(leadTime.Draw(today, route, random).DayNumber - today.DayNumber, MostLeadDays);
            paths[future] = new int[(2 * lead) + 1];
            demand.Draw(paths[future], random);
            (leads[future], sums[future]) = (lead, paths[future].Take(lead + 1).Sum());
        }

        Array.Sort(leads);
        Array.Sort(sums);
        return (leads, sums, paths);
    }

    private static int QuantityOf(double daily, PlanTerms terms) => daily <= 0
        ? terms.Size.Round(1)
        : terms.Size.Round(OrderQuantity.Economic(daily * DaysOfYear, terms.OrderCost, terms.HoldingRate, [.. terms.Prices]).Quantity);

    // Of a piece more at the reorder point: holding it until it is sold, against the chance that it is missed in a cycle.
    private static double LevelOf(double daily, int quantity, PlanTerms terms)
    {
        if (terms.StockOutCost <= 0 || daily <= 0)
        {
            return terms.ServiceLevel;
        }

        var holding = terms.HoldingRate * terms.Prices[0].Price * quantity / (daily * DaysOfYear);
        return Math.Clamp(terms.StockOutCost / (terms.StockOutCost + holding), 0.5, 0.999);
    }

    // The day on which, as demand goes on average, the stock falls to the reorder point.
    private static DateOnly OrderBy(DateOnly today, int position, int point, int[][] paths)
    {
        var (left, day) = ((double)position, 0);
        var longest = paths.Max(static path => path.Length);
        while (left > point && day < longest)
        {
            var at = day++;
            left -= paths.Where(path => path.Length > at).Average(path => path[at]);
        }

        return today.AddDays(Math.Max(0, day - 1));
    }

    private static double Quantile(double[] sorted, double level) => sorted[Math.Clamp((int)Math.Ceiling(level * sorted.Length) - 1, 0, sorted.Length - 1)];
}
