namespace XbFunctions.Capabilities.Inventory;

/// <summary>Plays a policy against drawn demand and lead times.</summary>
/// <param name="demand">Demand.</param>
/// <param name="terms">Stock, costs and lead time.</param>
/// <param name="route">Whose closed days count.</param>
/// <param name="today">First day.</param>
internal sealed class PlanSimulator(DemandPaths demand, PlanTerms terms, SupplyRoute route, DateOnly today)
{
    private const double DaysOfYear = 365;

    /// <summary>Plays.</summary>
    /// <param name="point">Reorder point; below 0 for no orders.</param>
    /// <param name="quantity">Pieces of an order, at least; more where one does not lift the stock above the point.</param>
    /// <param name="days">Days of a future.</param>
    /// <param name="futures">Number of futures.</param>
    /// <param name="seed">Seed of chance.</param>
    public PlanOutcome Play(int point, int quantity, int days, int futures, int seed)
    {
        var total = new PlanTotals();
        var path = new int[days];
        for (var future = 0; future < futures; future++)
        {
            var random = new Random(HashCode.Combine(seed, future));
            demand.Draw(path, random);
            Play(point, quantity, path, random, total);
        }

        return new PlanOutcome(
            days,
            futures,
            total.Wanted == 0 ? 1 : Math.Round(1 - ((double)total.Short / total.Wanted), 4),
            Math.Round((double)total.StockOutDays / futures, 2),
            Math.Round((double)total.FuturesShort / futures, 4),
            Math.Round((double)total.Orders / futures, 2),
            Math.Round((double)total.Stock / futures / days, 2),
            Math.Round(total.Cost / futures, 2));
    }

    private void Play(int point, int quantity, int[] path, Random random, PlanTotals total)
    {
        var (stock, position, isShort) = (terms.OnHand, terms.OnHand + terms.OnOrder, false);
        var arriving = new SortedDictionary<DateOnly, int>();
        if (terms.OnOrder > 0)
        {
            arriving[terms.LeadTime.Draw(today, route, random)] = terms.OnOrder;
        }

        for (var day = 0; day < path.Length; day++)
        {
            var date = today.AddDays(day);
            stock += arriving.Remove(date, out var pieces) ? pieces : 0;
            if (point >= 0 && position <= point)
            {
                var order = terms.Size.Round(Math.Max(quantity, point + 1 - position));
                var arrival = terms.LeadTime.Draw(date, route, random);
                arriving[arrival] = arriving.GetValueOrDefault(arrival) + order;
                position += order;
                total.Orders++;
                total.Cost += terms.OrderCost + (order * PriceOf(order));
            }

            var served = Math.Min(stock, path[day]);
            (stock, position) = (stock - served, position - served);
            var missing = path[day] - served;
            (total.Wanted, total.Short, total.Stock) = (total.Wanted + path[day], total.Short + missing, total.Stock + stock);
            total.StockOutDays += missing > 0 ? 1 : 0;
            total.Cost += (stock * terms.HoldingRate * terms.Prices[0].Price / DaysOfYear) + (missing * terms.StockOutCost);
            isShort |= missing > 0;
        }

        total.FuturesShort += isShort ? 1 : 0;
    }

    private double PriceOf(int order) => terms.Prices.Last(price => order >= price.From).Price;

    private sealed class PlanTotals
    {
        public long Wanted { get; set; }

        public long Short { get; set; }

        public long Stock { get; set; }

        public int StockOutDays { get; set; }

        public int FuturesShort { get; set; }

        public int Orders { get; set; }

        public double Cost { get; set; }
    }
}
