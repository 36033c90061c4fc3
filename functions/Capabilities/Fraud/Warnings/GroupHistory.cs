namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is usual for a group: decayed sums, old minutes counting less.</summary>
/// <param name="Attempts">Attempts.</param>
/// <param name="Hits">Attempts of which a payment was held.</param>
public readonly record struct GroupHistory(double Attempts, double Hits)
{
    /// <summary>The sums a while later, with more.</summary>
    /// <param name="decay">What is left of them, in (0, 1].</param>
    /// <param name="cell">What came.</param>
    internal GroupHistory Then(double decay, in WatchCell cell) => new((Attempts * decay) + cell.Attempts, (Hits * decay) + cell.Hits);
}
