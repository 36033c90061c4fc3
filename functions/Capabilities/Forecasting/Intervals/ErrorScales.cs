namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a series' errors are measured in, so that errors of different series can stand beside each other.</summary>
internal static class ErrorScales
{
    private const int Window = 60;

    /// <summary>All scales: of the history and the forecast, 0 where a series gives none.</summary>
    public static IReadOnlyList<Func<double[], double, double>> All { get; } =
    [
        static (history, _) => Movement(history, history.Length),
        static (history, _) => Movement(history, Window),
        static (history, forecast) => 0.2 * Math.Abs(forecast) is var share ? share + (0.8 * Movement(history, Window)) : 0,
        static (history, _) => Spread(history),
        static (history, forecast) => Math.Sqrt(Math.Max(Math.Abs(forecast), 0) + 0.05),
        static (history, forecast) => (0.3 * Math.Sqrt(Math.Abs(forecast) + 0.05)) + (0.7 * Spread(history)),
    ];

    private static double Movement(double[] history, int window) =>
        history.Length < 2 ? 0 : ForecastMetrics.NaiveScale(history.AsSpan(Math.Max(0, history.Length - window - 1)), 1);

    private static double Spread(double[] history)
    {
        var window = history.AsSpan(Math.Max(0, history.Length - Window));
        var (mean, sum) = (MovingAverage.Last(window, window.Length), 0.0);
        foreach (var value in window)
        {
            sum += Math.Abs(value - mean);
        }

        return window.Length == 0 ? 0 : sum / window.Length;
    }
}
