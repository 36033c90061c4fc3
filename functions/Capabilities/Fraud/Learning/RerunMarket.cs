namespace XbFunctions.Capabilities.Fraud;

/// <summary>Changes of one market.</summary>
/// <param name="Market">Storefront, ISO 3166-1 alpha-2.</param>
/// <param name="Payments">Payments decided again.</param>
/// <param name="Stricter">Those held up more than then.</param>
/// <param name="Milder">Those held up less.</param>
public sealed record RerunMarket(string Market, int Payments, int Stricter, int Milder);
