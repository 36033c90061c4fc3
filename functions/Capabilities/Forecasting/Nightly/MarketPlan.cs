namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a run does of a market.</summary>
/// <param name="Market">ISO 3166-1 alpha-2 code of the storefront.</param>
/// <param name="First">First day that is forecast: the market's today when the run began.</param>
/// <param name="Parts">Number of parts; a product is in the part that its name's hash says.</param>
public sealed record MarketPlan(string Market, DateOnly First, int Parts);
