namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The plan of a run, written before its first part.</summary>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Markets">Its markets; those without a sale are left out.</param>
public sealed record ForecastPlanFile(DateTimeOffset StartedAt, IReadOnlyList<MarketPlan> Markets);
