namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Damped trend smoothing of logarithms: growth in per cent that dies away. Needs values above 0.</summary>
internal sealed class LogDampedMethod : IForecastMethod
{
    public string Name => "log-damped";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        if (!history.IsPositive)
        {
            return false;
        }

        ExponentialSmoothing.Fit(Array.ConvertAll(history.Recent, Math.Log), SmoothingTrend.Damped).Write(forecast);
        for (var h = 0; h < forecast.Length; h++)
        {
            forecast[h] = Math.Exp(forecast[h]);
        }

        history.Seasonality.Restore(forecast);
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }
}
