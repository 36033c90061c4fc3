namespace XbFunctions.Capabilities.Inventory;

/// <summary>Stock of a product in a market.</summary>
/// <param name="Sku">The product.</param>
/// <param name="OnHand">Pieces on the shelf, 0 or more.</param>
/// <param name="OnOrder">Pieces ordered that have not arrived, 0 or more.</param>
/// <param name="ChangedAt">When it was said, UTC.</param>
public sealed record StockLevel(string Sku, int OnHand, int OnOrder, DateTimeOffset ChangedAt);
