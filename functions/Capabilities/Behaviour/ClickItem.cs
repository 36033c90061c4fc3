namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A product of a click.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Quantity">Pieces; 1 for a view.</param>
/// <param name="PriceEuros">Price of a piece in euros; 0 when unknown.</param>
/// <param name="Category">Category path; empty when unknown.</param>
/// <param name="Brand">Brand; empty when unknown.</param>
public readonly record struct ClickItem(string Sku, int Quantity, double PriceEuros, string Category, string Brand);
