namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Mean or median of the last values, the same for every step.</summary>
internal sealed class WindowMethod(int window, bool isMedian) : IForecastMethod
{
    public string Name => $"{(isMedian ? "median" : "mean")}-{window}";

    public bool TryForecast(MethodInput history, Span<double> forecast)
    {
        if (history.Values.Length < window)
        {
            return false;
        }

        forecast.Fill(isMedian ? Median(history.Values.AsSpan(history.Values.Length - window).ToArray()) : MovingAverage.Last(history.Values, window));
        return !forecast.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
    }

    /// <summary>The middle value; sorts its argument.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
