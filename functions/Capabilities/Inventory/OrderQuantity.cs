namespace XbFunctions.Capabilities.Inventory;

/// <summary>Economic order quantity (Harris, Factory 10 (1913) 135-136, 152) with all-units price breaks.</summary>
public static class OrderQuantity
{
    /// <summary>The quantity that costs least for steady demand.</summary>
    /// <param name="demand">Units a year, above 0.</param>
    /// <param name="orderCost">Fixed cost of an order, above 0.</param>
    /// <param name="holdingRate">Yearly holding cost against a unit's price, above 0.</param>
    /// <param name="prices">Price a unit from a quantity on, by quantity, the first from 0; each lower than the one before.</param>
    /// <returns>Units an order and the cost a year: units, orders and holding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static (double Quantity, double YearlyCost) Economic(
        double demand, double orderCost, double holdingRate, params ReadOnlySpan<(double From, double Price)> prices)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(orderCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdingRate);
        ArgumentOutOfRangeException.ThrowIfZero(prices.Length, nameof(prices));
        var best = (Quantity: 0.0, Cost: double.PositiveInfinity);
        for (var i = 0; i < prices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(prices[i].Price, nameof(prices));
            var quantity = Math.Max(prices[i].From, Math.Sqrt(2 * demand * orderCost / (holdingRate * prices[i].Price)));
            if (i + 1 < prices.Length && quantity >= prices[i + 1].From)
            {
                continue;
            }

            var cost = (demand * prices[i].Price) + (orderCost * demand / quantity) + (holdingRate * prices[i].Price * quantity / 2);
            best = cost < best.Cost ? (quantity, cost) : best;
        }

        return best;
    }
}
