namespace XbFunctions.Capabilities.Inventory;

/// <summary>Stock of a product in a market.</summary>
/// <param name="Sku">The product.</param>
/// <param name="OnHand">Pieces on the shelf, 0 or more.</param>
/// <param name="OnOrder">Pieces ordered that have not arrived, 0 or more.</param>
/// <param name="ChangedAt">When it was said, UTC.</param>
/// <param name="Expected">Day on which the pieces on order are expected on the shelf; null where nobody said.</param>
public sealed record StockLevel(string Sku, int OnHand, int OnOrder, DateTimeOffset ChangedAt, DateOnly? Expected = null)
{
    /// <summary>Puts the stock into terms.</summary>
    /// <param name="terms">Terms without a stock.</param>
    public PlanTerms Over(PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms with { OnHand = OnHand, OnOrder = OnOrder, Expected = Expected };
    }
}
