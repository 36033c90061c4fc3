namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// The (s, S) policy over drawn demand: exactly as <see cref="PeriodicReview"/> finds it, with the cost of a period that ends a lead time
/// later (Zheng and Federgruen, Operations Research 39 (1991) 654-665, section 1). Where a piece short has no cost, that cost is the one for
/// which the service level is what costs least, S - s is exact, and s is the service level's quantile.
/// </summary>
internal static class OrderUpToRule
{
    // Pieces are counted in packs so large that the search has about as many levels.
    private const int Levels = 1_000;
    private const double DaysOfYear = 365;

    /// <summary>Finds it.</summary>
    /// <param name="draws">Demand over the lead time.</param>
    /// <param name="daily">Mean demand a day.</param>
    /// <param name="terms">Costs and sizes.</param>
    public static OrderRule Find(DemandDraws draws, double daily, PlanTerms terms)
    {
        var (point, upTo, least) = (0, 0, double.PositiveInfinity);
        foreach (var (from, price) in draws.Sums.Sum() > 0 && daily > 0 ? terms.Prices : [])
        {
            var (s, big, cost) = Find(draws, daily, terms, from, price);
            (point, upTo, least) = cost < least ? (s, big, cost) : (point, upTo, least);
        }

        if (terms.StockOutCost <= 0 || double.IsInfinity(least))
        {
            var span = Math.Max(terms.Size.Round(1), upTo - point);
            point = (int)Math.Ceiling(DemandDraws.Quantile(draws.Sorted, terms.ServiceLevel));
            upTo = point + span;
        }

        var level = terms.StockOutCost > 0 ? (double)draws.Sums.Count(sum => sum <= point) / draws.Sums.Length : terms.ServiceLevel;
        return new OrderRule(StockPolicy.SS, level, point, upTo - point, Math.Max(0, upTo), terms.ReviewDays, terms.Size);
    }

    private static (int Point, int UpTo, double Cost) Find(DemandDraws draws, double daily, PlanTerms terms, double from, double price)
    {
        var economic = Math.Sqrt(2 * daily * DaysOfYear * terms.OrderCost / (terms.HoldingRate * price));
        var unit = Math.Max(1, (int)Math.Ceiling((draws.Sorted[^1] + (2 * economic)) / Levels));
        var holding = terms.HoldingRate * price / DaysOfYear * terms.ReviewDays;
        var missed = terms.StockOutCost > 0
            ? terms.StockOutCost
            : terms.ServiceLevel / (1 - terms.ServiceLevel) * terms.HoldingRate * price * Math.Max(economic, terms.Size.Minimum) / (daily * DaysOfYear);
        var demand = PeriodDemand(draws, terms.ReviewDays, unit);
        double CostOf(int level)
        {
            // Pieces that go short in the period itself are lost; those of the days before were so already.
            var (pieces, late) = ((double)level * unit, DemandDraws.Excess(draws.LeadSums, (double)level * unit));
            var excess = DemandDraws.Excess(draws.Sums, pieces);
            return (holding * (pieces - draws.Sums.Average() + excess)) + (missed * (excess - late));
        }

        var (s, upTo, cost) = PeriodicReview.Exact(CostOf, (int)(draws.Sorted[^1] / unit) + 1, terms.OrderCost, demand);
        var span = Math.Max(Math.Max((upTo - s) * unit, terms.Size.Minimum), (int)from);

        // Where no order pays, all that is asked for is missed.
        var isStocked = cost < missed * (draws.Sums.Average() - draws.LeadSums.Average());
        return isStocked || terms.StockOutCost <= 0 ? (s * unit, (s * unit) + span, cost + (daily * terms.ReviewDays * price)) : (-1, -1, double.MaxValue);
    }

    // What does not fill a unit counts for both neighbours, so that the mean stays.
    private static double[] PeriodDemand(DemandDraws draws, int days, int unit)
    {
        var chances = new List<double>();
        var count = draws.Paths.Sum(path => path.Length / days);
        foreach (var path in draws.Paths)
        {
            for (var at = 0; at + days <= path.Length; at += days)
            {
                var units = path.AsSpan(at, days).ToArray().Sum(static pieces => (double)pieces) / unit;
                var (low, share) = ((int)units, units - (int)units);
                while (chances.Count <= low + 1)
                {
                    chances.Add(0);
                }

                chances[low] += (1 - share) / count;
                chances[low + 1] += share / count;
            }
        }

        return [.. chances];
    }
}
