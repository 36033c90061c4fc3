namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// The newsvendor over drawn demand: one order of today for what sells between its arrival and the end of the product beyond what is there
/// (Arrow, Harris and Marschak, Econometrica 19 (1951) 250-272; by draws: Levi, Roundy and Shmoys, Mathematics of Operations Research 32
/// (2007) 821-839).
/// </summary>
internal static class SeasonRule
{
    private const double DaysOfYear = 365;

    /// <summary>Finds it.</summary>
    /// <param name="draws">Demand and days until the product ends.</param>
    /// <param name="terms">Costs and sizes.</param>
    public static OrderRule Find(DemandDraws draws, PlanTerms terms)
    {
        var needs = Enumerable.Range(0, DemandDraws.Futures).Select(future => Need(draws, terms, future)).Order().ToArray();
        var days = Enumerable.Range(0, DemandDraws.Futures).Average(future => Math.Max(0, draws.Ends[future] - draws.Leads[future]));
        var list = terms.Prices[0].Price;
        double Worth(double price) => terms.Salvage - (terms.HoldingRate * price * days / 2 / DaysOfYear);

        // What a missed piece costs beside the price that is not paid for it.
        var missed = terms.StockOutCost > 0 ? terms.StockOutCost : terms.ServiceLevel / (1 - terms.ServiceLevel) * (list - Worth(list));
        double Level(double price) => Math.Clamp((missed + list - price) / (missed + list - Worth(price)), 0, 1);
        var least = terms.StockOutCost > 0 ? 0 : DemandDraws.Quantile(needs, terms.ServiceLevel);
        var best = (Quantity: 0, Cost: least > 0 ? double.PositiveInfinity : CostOf(0));
        foreach (var (from, price) in needs[^1] > 0 ? terms.Prices : [])
        {
            var wanted = Math.Max(Math.Max(1, from), DemandDraws.Quantile(needs, Level(price)));
            foreach (var quantity in terms.Size.Around(wanted).Where(quantity => quantity >= least))
            {
                var cost = CostOf(quantity);
                best = cost < best.Cost ? (quantity, cost) : best;
            }
        }

        var level = terms.StockOutCost > 0 ? Level(terms.PriceOf(best.Quantity)) : terms.ServiceLevel;
        return new OrderRule(StockPolicy.Newsvendor, level, -1, best.Quantity, terms.OnHand + terms.OnOrder + best.Quantity, 1, terms.Size);

        double CostOf(int quantity)
        {
            var price = terms.PriceOf(quantity);
            var left = needs.Average(need => Math.Max(0, quantity - need));
            return (quantity > 0 ? terms.OrderCost : 0) + (quantity * price) - (Worth(price) * left) + ((missed + list) * DemandDraws.Excess(needs, quantity));
        }
    }

    // Demand after the arrival that the pieces there and on their way do not serve.
    private static double Need(DemandDraws draws, PlanTerms terms, int future)
    {
        var (stock, need) = ((double)terms.OnHand, 0.0);
        for (var day = 0; day < draws.Ends[future]; day++)
        {
            stock += terms.OnOrder > 0 && day == draws.OnOrderDays[future] ? terms.OnOrder : 0;
            var served = Math.Min(stock, draws.Paths[future][day]);
            stock -= served;
            need += day >= draws.Leads[future] ? draws.Paths[future][day] - served : 0;
        }

        return need;
    }
}
