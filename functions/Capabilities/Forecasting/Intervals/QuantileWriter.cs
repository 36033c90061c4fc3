namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Writes the quantiles of forecasts so that they keep the series' own bounds and do not cross.</summary>
internal static class QuantileWriter
{
    /// <summary>Quantiles of every cell, shape <c>[levels][cells]</c>.</summary>
    public static double[][] Write(ForecastPanel panel, OriginForecasts origin, double[] forecasts, CalibratedIntervals intervals)
    {
        var levels = ForecastRun.Levels;
        var quantiles = levels.Select(_ => new double[forecasts.Length]).ToArray();
        var spreads = Array.ConvertAll(origin.Histories, HistorySpread.Of);
        Span<double> values = stackalloc double[levels.Count];
        for (var cell = 0; cell < forecasts.Length; cell++)
        {
            var history = origin.Histories[cell / panel.Horizon];
            var isNeverNegative = Array.TrueForAll(history, static value => value >= 0);
            var spread = spreads[cell / panel.Horizon].At(origin, cell);
            for (var q = 0; q < levels.Count; q++)
            {
                var value = intervals.Quantile(spread, forecasts[cell], cell % panel.Horizon, q);
                if (origin.Short is { } shorts)
                {
                    // Few errors tell little of the tails: the wider of both ends holds.
                    var own = shorts[cell / panel.Horizon].Quantile(forecasts[cell], cell % panel.Horizon, q);
                    value = levels[q] < 0.5 ? Math.Min(value, own) : Math.Max(value, own);
                }

                values[q] = isNeverNegative ? Math.Max(0, value) : value;
            }

            values.Sort();
            for (var q = 0; q < levels.Count; q++)
            {
                quantiles[q][cell] = values[q];
            }
        }

        return quantiles;
    }
}
