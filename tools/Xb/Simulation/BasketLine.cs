namespace XbFunctions.Xb.Simulation;

/// <summary>One product in a basket.</summary>
/// <param name="Product">What.</param>
/// <param name="Seller">Whose offer.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitMinor">Price of one piece in minor units of the storefront's currency.</param>
internal readonly record struct BasketLine(Product Product, Seller Seller, int Quantity, long UnitMinor);
