namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// The Theta method (Assimakopoulos and Nikolopoulos, Int. J. Forecasting 16 (2000) 521-530) in the form of Hyndman and Billah
/// (Int. J. Forecasting 19 (2003) 287-290): simple exponential smoothing with half the slope of the line as drift.
/// </summary>
internal sealed class ThetaMethod : IForecastMethod
{
    public string Name => "theta";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var values = history.Recent;
        var fit = history.Simple;
        var slope = values.Length < 4 ? 0 : LinearTrend.Fit(values).Slope / 2;
        var lag = (1 - Math.Pow(1 - fit.Alpha, values.Length)) / fit.Alpha;
        for (var h = 0; h < forecast.Length; h++)
        {
            forecast[h] = fit.Level + (slope * (h + lag));
        }

        history.Seasonality.Restore(forecast);
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }
}
