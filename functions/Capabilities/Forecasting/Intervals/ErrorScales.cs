namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What a series' errors are measured in, so that errors of different series can stand beside each other.</summary>
internal static class ErrorScales
{
    /// <summary>All scales: of the history's movement and the forecast, 0 where a series gives none.</summary>
    public static IReadOnlyList<Func<HistorySpread, double, double>> All { get; } =
    [
        static (history, _) => history.Movement,
        static (history, _) => history.Recent,
        static (history, forecast) => (0.2 * Math.Abs(forecast)) + (0.8 * history.Recent),
        static (history, _) => history.Spread,
        static (_, forecast) => Math.Sqrt(Math.Abs(forecast) + 0.05),
        static (history, forecast) => (0.3 * Math.Sqrt(Math.Abs(forecast) + 0.05)) + (0.7 * history.Spread),
    ];

    /// <summary>The scales that need trees' widths.</summary>
    public static IReadOnlyList<Func<HistorySpread, double, double>> OfWidth { get; } =
    [
        static (history, _) => history.Width,
        static (history, _) => (0.5 * history.Width) + history.Spread,
    ];
}
