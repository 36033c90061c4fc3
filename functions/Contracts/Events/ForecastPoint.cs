namespace XbFunctions.Contracts;

/// <summary>The demand forecast of one day.</summary>
/// <param name="Date">The day in the market's time zone.</param>
/// <param name="Mean">Expected pieces.</param>
/// <param name="Low">10 % quantile.</param>
/// <param name="High">90 % quantile.</param>
public sealed record ForecastPoint(DateOnly Date, double Mean, double Low, double High);
