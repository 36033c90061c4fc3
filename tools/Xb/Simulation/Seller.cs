using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>A seller on the marketplace.</summary>
/// <param name="Index">Place in <see cref="SellerDirectory.Sellers"/>.</param>
/// <param name="Id">Public id.</param>
/// <param name="Country">Where goods are sent from.</param>
/// <param name="Department">What it mainly sells.</param>
/// <param name="Rating">Stars from 1 to 5.</param>
/// <param name="IsCrossBorder">Whether it sells to every market; others sell to their own country only.</param>
internal sealed record Seller(int Index, SellerId Id, CountryCode Country, string Department, double Rating, bool IsCrossBorder);
