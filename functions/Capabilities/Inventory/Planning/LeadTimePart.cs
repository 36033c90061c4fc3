namespace XbFunctions.Capabilities.Inventory;

/// <summary>One leg of a lead time.</summary>
/// <param name="Least">Fewest days, 0 or more.</param>
/// <param name="Usual">Most likely days.</param>
/// <param name="Most">Most days; days between are drawn from the triangle over the three.</param>
/// <param name="OnOpenDays">Whether only days count that are open: the supplier's country for the supplier, the market for the rest.</param>
public readonly record struct LeadTimePart(double Least, double Usual, double Most, bool OnOpenDays = false)
{
    /// <summary>Draws the days of the leg.</summary>
    /// <param name="random">Source of chance.</param>
    public int Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (Most <= Least)
        {
            return (int)Math.Round(Least);
        }

        var (u, cut) = (random.NextDouble(), (Usual - Least) / (Most - Least));
        var days = u < cut
            ? Least + Math.Sqrt(u * (Most - Least) * (Usual - Least))
            : Most - Math.Sqrt((1 - u) * (Most - Least) * (Most - Usual));
        return (int)Math.Round(days);
    }
}
