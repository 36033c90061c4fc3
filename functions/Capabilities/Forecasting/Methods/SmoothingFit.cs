namespace XbFunctions.Capabilities.Forecasting;

/// <summary>A fitted exponential smoothing method at the end of its history.</summary>
/// <param name="Level">Last level.</param>
/// <param name="Slope">Last trend a step.</param>
/// <param name="Damping">Factor of the trend a step, in (0, 1].</param>
/// <param name="Alpha">Smoothing of the level, in (0, 1).</param>
/// <param name="Criterion">AICc; lower is better.</param>
internal readonly record struct SmoothingFit(double Level, double Slope, double Damping, double Alpha, double Criterion)
{
    /// <summary>Sum of squared errors of one step.</summary>
    public double Error { get; init; }

    /// <summary>Parameters fitted, the variance included.</summary>
    public int Parameters { get; init; }

    /// <summary>Writes the steps after the history.</summary>
    public void Write(Span<double> forecast)
    {
        var (sum, factor) = (0.0, 1.0);
        for (var h = 0; h < forecast.Length; h++)
        {
            factor *= Damping;
            sum += factor;
            forecast[h] = Level + (sum * Slope);
        }
    }
}
