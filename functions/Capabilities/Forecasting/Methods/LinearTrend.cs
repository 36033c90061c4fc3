namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Least squares line.</summary>
internal static class LinearTrend
{
    /// <summary>Fits a line.</summary>
    /// <param name="values">Values at 0, 1, 2, ...; at least one.</param>
    /// <returns>Value of the line at 0 and its slope.</returns>
    public static (double Start, double Slope) Fit(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        var (mean, centre) = (0.0, (n - 1) / 2.0);
        foreach (var value in values)
        {
            mean += value / n;
        }

        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            product += (i - centre) * (values[i] - mean);
            square += (i - centre) * (i - centre);
        }

        var slope = square == 0 ? 0 : product / square;
        return (mean - (slope * centre), slope);
    }
}
