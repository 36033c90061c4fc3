namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Exponential smoothing of the history without its seasons; see <see cref="ExponentialSmoothing"/>.</summary>
internal sealed class SmoothingMethod(string name, Func<MethodInput, SmoothingFit> fit) : IForecastMethod
{
    public string Name => name;

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        fit(history).Write(forecast);
        history.Seasonality.Restore(forecast);
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    /// <summary>Level, linear or damped trend, by AICc.</summary>
    public static SmoothingFit Choose(MethodInput history)
    {
        var linear = ExponentialSmoothing.Fit(history.Recent, SmoothingTrend.Linear);
        var best = history.Simple;
        best = linear.Criterion < best.Criterion ? linear : best;
        return history.Damped.Criterion < best.Criterion ? history.Damped : best;
    }
}
