namespace XbFunctions.Capabilities.Inventory;

/// <summary>What a supplier accepts as an order.</summary>
/// <param name="Minimum">Fewest pieces of an order, 0 or more.</param>
/// <param name="Pack">Pieces of a pack, 1 or more: orders are whole packs.</param>
public readonly record struct OrderSize(int Minimum, int Pack)
{
    /// <summary>The smallest order that is accepted and not smaller than what is wanted.</summary>
    /// <param name="wanted">Pieces wanted; 0 or less is no order.</param>
    public int Round(double wanted)
    {
        var pack = Math.Max(1, Pack);
        return wanted <= 0 ? 0 : checked((int)Math.Ceiling(Math.Max(wanted, Minimum) / pack) * pack);
    }
}
