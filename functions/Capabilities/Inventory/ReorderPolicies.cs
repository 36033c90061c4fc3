namespace XbFunctions.Capabilities.Inventory;

/// <summary>Textbook policies of continuous review for normal demand over the lead time.</summary>
public static class ReorderPolicies
{
    private const int MostRounds = 200;

    /// <summary>
    /// The (r, Q) policy that costs least with a cost for each unit short, by turns of quantity and reorder point: Hadley and Whitin,
    /// "Analysis of Inventory Systems", Prentice-Hall 1963, section 4-2.
    /// </summary>
    /// <param name="demand">Units a year, above 0.</param>
    /// <param name="orderCost">Fixed cost of an order, above 0.</param>
    /// <param name="holdingCost">Cost of a unit for a year, above 0.</param>
    /// <param name="stockOutCost">Cost of a unit short, above 0.</param>
    /// <param name="mean">Mean demand over the lead time.</param>
    /// <param name="deviation">Its standard deviation, 0 or more.</param>
    /// <returns>Reorder point, order quantity and the cost a year: orders, holding and stock-outs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or shortage is so cheap that stock never pays.</exception>
    public static (double ReorderPoint, double Quantity, double YearlyCost) Continuous(
        double demand, double orderCost, double holdingCost, double stockOutCost, double mean, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(orderCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdingCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stockOutCost);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        var (quantity, point, shortage) = (Math.Sqrt(2 * demand * orderCost / holdingCost), mean, 0.0);
        for (var round = 0; round < MostRounds; round++)
        {
            var tail = quantity * holdingCost / (stockOutCost * demand);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(tail, 1, nameof(stockOutCost));
            var z = NormalDistribution.Quantile(1 - tail);
            (point, shortage) = (mean + (z * deviation), deviation * Loss(z));
            var next = Math.Sqrt(2 * demand * (orderCost + (stockOutCost * shortage)) / holdingCost);
            if (Math.Abs(next - quantity) < 1e-9)
            {
                break;
            }

            quantity = next;
        }

        var cost = (orderCost * demand / quantity) + (holdingCost * ((quantity / 2) + point - mean)) + (stockOutCost * demand * shortage / quantity);
        return (point, quantity, cost);
    }

    /// <summary>The reorder point that does not run out in a cycle with a probability.</summary>
    /// <param name="mean">Mean demand a day.</param>
    /// <param name="deviation">Standard deviation of a day's demand.</param>
    /// <param name="leadDays">Mean lead time, days.</param>
    /// <param name="leadDeviation">Its standard deviation, days.</param>
    /// <param name="serviceLevel">The probability, in (0, 1).</param>
    /// <returns>Units: demand over the lead time and safety stock for both kinds of chance (Silver, Pyke and Thomas, "Inventory and
    /// Production Management in Supply Chains", 4th edition, section 6.10).</returns>
    public static double ReorderPoint(double mean, double deviation, double leadDays, double leadDeviation, double serviceLevel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(serviceLevel, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(serviceLevel, 1);
        var spread = Math.Sqrt((leadDays * deviation * deviation) + (mean * mean * leadDeviation * leadDeviation));
        return (mean * leadDays) + (NormalDistribution.Quantile(serviceLevel) * spread);
    }

    /// <summary>Expected units short of a standard normal demand over a stock at <paramref name="z"/>.</summary>
    internal static double Loss(double z) => NormalDistribution.Density(z) - (z * (1 - NormalDistribution.Probability(z)));
}
