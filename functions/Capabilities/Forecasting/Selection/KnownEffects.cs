namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// What values known ahead add to forecasts: the forecast less what it would be if nothing of that kind were special. Cells are
/// <c>[series, step]</c>, row-major.
/// </summary>
/// <param name="Calendar">Effect of the calendar.</param>
/// <param name="Price">Effect of price and promotion.</param>
public sealed record KnownEffects(double[] Calendar, double[] Price);
