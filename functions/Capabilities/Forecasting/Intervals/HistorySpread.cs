namespace XbFunctions.Capabilities.Forecasting;

/// <summary>How much a history moves: what errors are measured in.</summary>
/// <param name="Movement">Mean absolute difference of neighbours.</param>
/// <param name="Recent">The same over the last values.</param>
/// <param name="Spread">Mean absolute distance of the last values from their mean.</param>
internal readonly record struct HistorySpread(double Movement, double Recent, double Spread)
{
    private const int Window = 60;

    // Between the 0.1 and 0.9 quantile of a normal distribution lie 2.563 deviations, and its mean absolute distance is 0.798 of one.
    private const double WidthOfSpread = 2.563 / 0.798;

    /// <summary>Distance between the 0.1 and the 0.9 quantile of the cell by trees, else as a normal spread has it.</summary>
    public double Width { get; init; }

    /// <summary>How much larger errors of the cell's step are than one step ahead, where steps lend each other their errors because histories
    /// are short; else 1.</summary>
    public double Growth { get; init; } = 1;

    /// <summary>The spread with the width and growth of a cell.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="cell">The cell.</param>
    public HistorySpread At(OriginForecasts origin, int cell)
    {
        var horizon = origin.Actual.Length / origin.Scale.Length;
        return this with
        {
            Width = origin.Width is { } widths && widths[cell] > 0 ? widths[cell] : WidthOfSpread * Spread,
            Growth = origin.Short?[cell / horizon].Growth(cell % horizon) ?? 1,
        };
    }

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
