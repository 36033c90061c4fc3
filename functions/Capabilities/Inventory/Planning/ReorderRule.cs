namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// The (r, Q) policy over drawn demand of the lead time: quantity and reorder point by turns with a cost for each piece short, sales then lost
/// (Hadley and Whitin, "Analysis of Inventory Systems", Prentice-Hall 1963, section 4-3), else the service level's quantile and the economic
/// order quantity; among the orders that the supplier accepts the one that costs least.
/// </summary>
internal static class ReorderRule
{
    private const int MostRounds = 30;
    private const double DaysOfYear = 365;

    /// <summary>Finds it.</summary>
    /// <param name="draws">Demand over the lead time.</param>
    /// <param name="daily">Mean demand a day.</param>
    /// <param name="terms">Costs and sizes.</param>
    public static OrderRule Find(DemandDraws draws, double daily, PlanTerms terms)
    {
        var best = (Cost: double.PositiveInfinity, Quantity: terms.Size.Round(1));
        foreach (var (from, price) in daily > 0 ? terms.Prices : [])
        {
            foreach (var quantity in terms.Size.Around(Math.Max(from, Wanted(draws, daily, terms, price))).Append(terms.Size.Round(Math.Max(1, from))))
            {
                var cost = CostOf(draws, daily, terms, quantity);
                best = cost < best.Cost ? (cost, quantity) : best;
            }
        }

        var level = LevelOf(daily, terms, best.Quantity);
        var point = (int)Math.Ceiling(DemandDraws.Quantile(draws.Sorted, level));
        return new OrderRule(StockPolicy.RQ, level, point, best.Quantity, point + best.Quantity, terms.ReviewDays, terms.Size);
    }

    /// <summary>Cost of a year with orders of a size: pieces, orders, holding, and pieces short where they have a cost.</summary>
    public static double CostOf(DemandDraws draws, double daily, PlanTerms terms, int quantity)
    {
        var (yearly, price) = (daily * DaysOfYear, terms.PriceOf(quantity));
        var point = DemandDraws.Quantile(draws.Sorted, LevelOf(daily, terms, quantity));
        var (cycles, excess) = (yearly / quantity, DemandDraws.Excess(draws.Sums, point));
        return (yearly * price) + (cycles * (terms.OrderCost + (terms.StockOutCost * excess)))
            + (terms.HoldingRate * price * ((quantity / 2.0) + point - draws.Sums.Average() + excess));
    }

    /// <summary>The service level: of a piece more at the reorder point, holding it until it is sold against the chance that it is missed in a
    /// cycle; as stated where a piece short has no cost.</summary>
    public static double LevelOf(double daily, PlanTerms terms, double quantity)
    {
        if (terms.StockOutCost <= 0 || daily <= 0)
        {
            return terms.ServiceLevel;
        }

        var holding = terms.HoldingRate * terms.PriceOf(quantity) * quantity / (daily * DaysOfYear);
        return Math.Clamp(terms.StockOutCost / (terms.StockOutCost + holding), 0.5, 0.999);
    }

    private static double Wanted(DemandDraws draws, double daily, PlanTerms terms, double price)
    {
        var quantity = 0.0;
        for (var round = 0; round < MostRounds; round++)
        {
            var excess = round == 0 || terms.StockOutCost <= 0 ? 0 : DemandDraws.Excess(draws.Sums, DemandDraws.Quantile(draws.Sorted, LevelOf(daily, terms, quantity)));
            var next = Math.Sqrt(2 * daily * DaysOfYear * (terms.OrderCost + (terms.StockOutCost * excess)) / (terms.HoldingRate * price));
            if (Math.Abs(next - quantity) < 0.5)
            {
                break;
            }

            quantity = next;
        }

        return quantity;
    }
}
