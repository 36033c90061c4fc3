namespace XbFunctions.Capabilities.Forecasting;

/// <summary>The last value, or the last season's values again: the baselines that every other method has to beat.</summary>
internal sealed class NaiveMethod(bool isSeasonal) : IForecastMethod
{
    public string Name => isSeasonal ? "seasonal-naive" : "naive";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        var season = isSeasonal ? history.LongestSeason : 1;
        if (isSeasonal && season == 1)
        {
            return false;
        }

        for (var h = 0; h < forecast.Length; h++)
        {
            forecast[h] = history.Values[history.Values.Length - season + (h % season)];
        }

        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }
}
