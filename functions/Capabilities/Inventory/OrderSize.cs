namespace XbFunctions.Capabilities.Inventory;

/// <summary>What a supplier accepts as an order.</summary>
/// <param name="Minimum">Fewest pieces of an order, 0 or more.</param>
/// <param name="Pack">Pieces of a pack, 1 or more: orders are whole packs.</param>
public readonly record struct OrderSize(int Minimum, int Pack)
{
    /// <summary>Most pieces of an order: more are cut to the whole packs below.</summary>
    public const int Most = 500_000_000;

    /// <summary>The smallest order that is accepted and not smaller than what is wanted.</summary>
    /// <param name="wanted">Pieces wanted; 0 or less is no order.</param>
    public int Round(double wanted)
    {
        var pack = Math.Max(1, Pack);
        return wanted <= 0 ? 0 : (int)Math.Min(Math.Ceiling(Math.Max(wanted, Minimum) / pack), Most / pack) * pack;
    }

    /// <summary>The accepted orders next to what is wanted, one below where there is one and one above.</summary>
    /// <param name="wanted">Pieces wanted, above 0.</param>
    public IEnumerable<int> Around(double wanted)
    {
        var above = Round(wanted);
        var below = above - Math.Max(1, Pack);
        return below >= Math.Max(1, Minimum) ? [below, above] : [above];
    }
}
