namespace XbFunctions.Capabilities.Forecasting;

/// <summary>How far a forecast run is.</summary>
/// <param name="Share">In [0, 1].</param>
/// <param name="Stage">What is being done.</param>
public readonly record struct ForecastProgress(double Share, string Stage);
