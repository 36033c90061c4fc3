namespace XbFunctions.Capabilities.Inventory;

/// <summary>Where goods come from and go to.</summary>
/// <param name="Origin">ISO 3166-1 alpha-2 code of the supplier's country: its factories' closed days count.</param>
/// <param name="Market">ISO 3166-1 alpha-2 code of the storefront: its customs' and warehouses' closed days count.</param>
public readonly record struct SupplyRoute(string Origin, string Market);
