namespace XbFunctions.Capabilities.Forecasting;

/// <summary>How much a history moves: what errors are measured in.</summary>
/// <param name="Movement">Mean absolute difference of neighbours.</param>
/// <param name="Recent">The same over the last values.</param>
/// <param name="Spread">Mean absolute distance of the last values from their mean.</param>
internal readonly record struct HistorySpread(double Movement, double Recent, double Spread)
{
    private const int Window = 60;

    /// <summary>Measures a history.</summary>
    /// <param name="history">Without gaps; empty gives zeros.</param>
    public static HistorySpread Of(double[] history)
    {
        var window = history.AsSpan(Math.Max(0, history.Length - Window));
        var (mean, sum) = (MovingAverage.Last(window, window.Length), 0.0);
        foreach (var value in window)
        {
            sum += Math.Abs(value - mean);
        }

        return new HistorySpread(
            ForecastMetrics.NaiveScale(history, 1),
            ForecastMetrics.NaiveScale(window, 1),
            window.Length == 0 ? 0 : sum / window.Length);
    }
}
