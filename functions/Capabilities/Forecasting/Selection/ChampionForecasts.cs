namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts of the combination that was learnt before. Cells are <c>[series, step]</c>, row-major.</summary>
/// <param name="Forecasts">Forecast of each cell.</param>
/// <param name="Quantiles">Quantiles of each cell, shape <c>[levels][cells]</c>, in the order of <see cref="ForecastRun.Levels"/>.</param>
/// <param name="Nearest">Forecasts from the nearest backtest origin.</param>
/// <param name="Effects">What the calendar and the price add to the forecasts.</param>
public sealed record ChampionForecasts(double[] Forecasts, double[][] Quantiles, double[] Nearest, KnownEffects Effects);
