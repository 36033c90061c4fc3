namespace XbFunctions.Capabilities.Inventory;

/// <summary>A policy with its numbers: what is answered, and what is simulated.</summary>
/// <param name="Policy">Its kind.</param>
/// <param name="Level">Probability of not running out that it aims at.</param>
/// <param name="Point">r or s; -1 where it never orders again.</param>
/// <param name="Quantity">Q, or S - s; of a newsvendor the one order.</param>
/// <param name="UpTo">S; of (r, Q) r + Q, of a newsvendor what is there with the one order.</param>
/// <param name="ReviewDays">Days between two looks at the stock, 1 or more.</param>
/// <param name="Size">What the supplier accepts.</param>
internal sealed record OrderRule(StockPolicy Policy, double Level, int Point, int Quantity, int UpTo, int ReviewDays, OrderSize Size)
{
    /// <summary>Never orders.</summary>
    public static OrderRule None { get; } = new(StockPolicy.RQ, 0, -1, 0, 0, 1, new OrderSize(1, 1));

    /// <summary>Pieces to order.</summary>
    /// <param name="position">Pieces there and on their way.</param>
    /// <param name="day">Days from the first.</param>
    public int Order(int position, int day) => Policy == StockPolicy.Newsvendor
        ? (day == 0 ? Quantity : 0)
        : day % ReviewDays != 0 || position > Point ? 0
        : Size.Round(Policy == StockPolicy.SS ? UpTo - position : Math.Max(Quantity, (double)Point + 1 - position));
}
