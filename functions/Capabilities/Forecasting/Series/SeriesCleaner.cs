namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Makes a history that the methods can read: no gap, no lead of missing values.</summary>
public static class SeriesCleaner
{
    /// <summary>Cuts missing values off the start and fills gaps.</summary>
    /// <param name="values">History; NaN is missing.</param>
    /// <param name="season">Season length in steps; 1 without one.</param>
    /// <returns>A copy without NaN; empty where every value is missing. A gap takes the value one season before (else after) it, and
    /// where there is none the line between its neighbours.</returns>
    public static double[] Clean(ReadOnlySpan<double> values, int season)
    {
        var first = 0;
        while (first < values.Length && double.IsNaN(values[first]))
        {
            first++;
        }

        var clean = values[first..].ToArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (double.IsNaN(clean[i]))
            {
                clean[i] = Fill(clean, i, season);
            }
        }

        return clean;
    }

    private static double Fill(double[] values, int at, int season)
    {
        if (season > 1 && at >= season)
        {
            return values[at - season];
        }

        if (season > 1 && at + season < values.Length && !double.IsNaN(values[at + season]))
        {
            return values[at + season];
        }

        // The value before is filled already.
        var next = at + 1;
        while (next < values.Length && double.IsNaN(values[next]))
        {
            next++;
        }

        return next == values.Length ? values[at - 1] : values[at - 1] + ((values[next] - values[at - 1]) / (next - at + 1));
    }
}
