namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>
/// How far a market's trend is believed against that of the others: Dirichlet smoothing (Zhai and Lafferty, ACM TOIS 22, 2004), the others' trend being the
/// prior, more like markets weighing more in it.
/// </summary>
/// <param name="PriorWeight">Weight of interactions, as of the newest, at which own trend and prior count alike; above 0.</param>
/// <param name="LikenessWeight">How much more a market counts that is alike in all than one that is alike in nothing; 1 where all count alike.</param>
public sealed record TrendCarryOver(double PriorWeight, double LikenessWeight)
{
    /// <summary>What is believed before anything was learnt.</summary>
    public static TrendCarryOver Default { get; } = new(1_000, 1);
}
