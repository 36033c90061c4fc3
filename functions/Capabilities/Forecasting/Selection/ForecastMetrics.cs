namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Error measures of forecasts.</summary>
public static class ForecastMetrics
{
    /// <summary>Symmetric absolute percentage error of one forecast, in [0, 200]; 0 where both are 0.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was forecast.</param>
    public static double Smape(double actual, double forecast)
    {
        var sum = Math.Abs(actual) + Math.Abs(forecast);
        return sum == 0 ? 0 : 200 * Math.Abs(actual - forecast) / sum;
    }

    /// <summary>Mean absolute difference of values a lag apart: MASE's scale (Hyndman and Koehler, Int. J. Forecasting 22 (2006)
    /// 679-688).</summary>
    /// <param name="history">Without gaps.</param>
    /// <param name="lag">1 or the season length.</param>
    /// <returns>0 where the history is not longer than the lag, or does not move.</returns>
    public static double NaiveScale(ReadOnlySpan<double> history, int lag)
    {
        var sum = 0.0;
        for (var t = lag; t < history.Length; t++)
        {
            sum += Math.Abs(history[t] - history[t - lag]);
        }

        return history.Length > lag ? sum / (history.Length - lag) : 0;
    }

    /// <summary>Quantile (pinball) loss of one forecast.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="quantile">Forecast of the quantile.</param>
    /// <param name="level">The quantile, in (0, 1).</param>
    public static double Pinball(double actual, double quantile, double level) =>
        actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);
}
