namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A column of <see cref="ForecastSeries.Known"/>.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Part">What it belongs to.</param>
/// <param name="Neutral">Its value where nothing is special: 0 for a holiday, 1 for a price against the usual one.</param>
public sealed record KnownColumn(string Name, KnownPart Part = KnownPart.Other, double Neutral = 0);
