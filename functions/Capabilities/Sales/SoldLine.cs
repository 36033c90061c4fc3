namespace XbFunctions.Capabilities.Sales;

/// <summary>One line of a payment.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Units">Pieces, 1 or more.</param>
/// <param name="Cents">Euro cents of the whole line, 0 or more.</param>
public readonly record struct SoldLine(string Sku, int Units, long Cents);
