namespace XbFunctions.Capabilities.Inventory;

/// <summary>Plays a policy against drawn demand and lead times.</summary>
/// <param name="demand">Demand.</param>
/// <param name="terms">Stock, costs and lead time.</param>
/// <param name="route">Whose closed days count.</param>
/// <param name="today">First day.</param>
internal sealed class PlanSimulator(DemandPaths demand, PlanTerms terms, SupplyRoute route, DateOnly today)
{
    private const double DaysOfYear = 365;
    private const int Stream = 2;

    /// <summary>Plays.</summary>
    /// <param name="rule">Policy.</param>
    /// <param name="days">Days of a future, 1 or more.</param>
    /// <param name="futures">Number of futures.</param>
    public PlanOutcome Play(OrderRule rule, int days, int futures)
    {
        var total = new PlanTotals();
        var path = new int[days];
        for (var future = 0; future < futures; future++)
        {
            var random = PlanSeed.Of(Stream, future);
            demand.Draw(path, random);
            Play(rule, path, random, total);
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

    // What is on the shelf costs what was paid for it, on average; what was there before today, as an order of the plan does.
    private void Play(OrderRule rule, int[] path, Random random, PlanTotals total)
    {
        var (stock, position, isShort) = (terms.OnHand, terms.OnHand + terms.OnOrder, false);
        var before = terms.PriceOf(rule.Quantity);
        var value = stock * before;
        var arriving = new SortedDictionary<int, (int Pieces, double Value)>();
        if (terms.OnOrder > 0)
        {
            arriving[Arrivals.DayOf(terms, today, route, random)] = (terms.OnOrder, terms.OnOrder * before);
        }

        for (var day = 0; day < path.Length; day++)
        {
            if (rule.Order(position, day) is > 0 and var order)
            {
                var arrival = terms.LeadTime.Draw(today.AddDays(day), route, random).DayNumber - today.DayNumber;
                var (price, there) = (order * terms.PriceOf(order), arriving.GetValueOrDefault(arrival));
                arriving[arrival] = (there.Pieces + order, there.Value + price);
                position += order;
                total.Orders++;
                total.Cost += terms.OrderCost + price;
            }

            // After the order: one without a lead time is there at once.
            if (arriving.Remove(day, out var arrived))
            {
                (stock, value) = (stock + arrived.Pieces, value + arrived.Value);
            }

            var served = Math.Min(stock, path[day]);
            value -= stock == 0 ? 0 : value * served / stock;
            (stock, position) = (stock - served, position - served);
            var missing = path[day] - served;
            (total.Wanted, total.Short, total.Stock) = (total.Wanted + path[day], total.Short + missing, total.Stock + stock);
            total.StockOutDays += missing > 0 ? 1 : 0;
            total.Cost += (value * terms.HoldingRate / DaysOfYear) + (missing * terms.StockOutCost);
            isShort |= missing > 0;
        }

        total.Cost -= rule.Policy == StockPolicy.Newsvendor ? stock * terms.Salvage : 0;
        total.FuturesShort += isShort ? 1 : 0;
    }

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
