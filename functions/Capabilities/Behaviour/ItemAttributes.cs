namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Attributes of a product in one market. The default knows nothing.</summary>
/// <param name="Category">Category path; empty when unknown.</param>
/// <param name="Brand">Brand; empty when unknown.</param>
/// <param name="PriceEuros">Price of a piece in euros; 0 when unknown.</param>
public readonly record struct ItemAttributes(string Category, string Brand, double PriceEuros);
