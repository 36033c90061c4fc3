namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>What the weights of a trend, which are scaled to 1, amount to. Weights are as of the newest interaction.</summary>
/// <param name="Volume">Weight of all interactions.</param>
/// <param name="Top">Weight of those with the item looked at most.</param>
public readonly record struct TrendLevel(double Volume, double Top)
{
    /// <summary>Share of all interactions that the first item has; 0 where nothing is known.</summary>
    public double TopShare => Volume > 0 ? Top / Volume : 0;
}
