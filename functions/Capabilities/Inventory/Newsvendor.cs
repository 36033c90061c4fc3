namespace XbFunctions.Capabilities.Inventory;

/// <summary>
/// How much to have for one period of normal demand (Arrow, Harris and Marschak, Econometrica 19 (1951) 250-272; Snyder and Shen,
/// "Fundamentals of Supply Chain Theory", 2nd edition, section 4.3).
/// </summary>
public static class Newsvendor
{
    /// <summary>The stock that costs least, and what it costs.</summary>
    /// <param name="mean">Mean demand, 0 or more.</param>
    /// <param name="deviation">Standard deviation of demand, 0 or more.</param>
    /// <param name="holdingCost">Cost of a unit left over, above 0.</param>
    /// <param name="stockOutCost">Cost of a unit short, above 0.</param>
    /// <returns>Base stock in units and expected cost of the period.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static (double BaseStock, double Cost) Normal(double mean, double deviation, double holdingCost, double stockOutCost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mean);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdingCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stockOutCost);
        var z = NormalDistribution.Quantile(stockOutCost / (stockOutCost + holdingCost));
        return (mean + (z * deviation), (holdingCost + stockOutCost) * deviation * NormalDistribution.Density(z));
    }
}
