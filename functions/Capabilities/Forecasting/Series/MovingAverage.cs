namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Averages over a window.</summary>
internal static class MovingAverage
{
    /// <summary>Centred average over one season; an even season takes half of both ends.</summary>
    /// <returns>NaN where the window does not fit.</returns>
    public static double[] Centred(ReadOnlySpan<double> values, int season)
    {
        var half = season / 2;
        var average = new double[values.Length];
        Array.Fill(average, double.NaN);
        for (var i = half; i < values.Length - half; i++)
        {
            var sum = 0.0;
            for (var j = i - half; j <= i + half; j++)
            {
                var isEnd = season % 2 == 0 && (j == i - half || j == i + half);
                sum += isEnd ? values[j] / 2 : values[j];
            }

            average[i] = sum / season;
        }

        return average;
    }

    /// <summary>Mean of the last values, or of all where there are fewer.</summary>
    public static double Last(ReadOnlySpan<double> values, int count)
    {
        var window = values[Math.Max(0, values.Length - count)..];
        var sum = 0.0;
        foreach (var value in window)
        {
            sum += value;
        }

        return window.Length == 0 ? 0 : sum / window.Length;
    }
}
