namespace XbFunctions.Training;

/// <summary>How far probabilities are from what happens.</summary>
public static class CalibrationError
{
    /// <summary>
    /// Expected calibration error: the mean, over bins of equally many rows in the order of the probability, of the distance between mean
    /// probability and share of positives (Nguyen and O'Connor 2015). Equal counts, because nearly all payments have one small probability.
    /// </summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">1 or 0, of the same shape.</param>
    /// <param name="bins">Number of bins, 1 or more; fewer where there are fewer rows.</param>
    /// <returns>In [0, 1], or NaN where there are no rows.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Expected(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels, int bins = 15)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        RankedSteps.RequireEqualLengths(probabilities, labels);
        var keys = probabilities.ToArray();
        var sorted = labels.ToArray();
        Array.Sort(keys, sorted);
        var sum = 0.0;
        bins = Math.Min(bins, keys.Length);
        for (var bin = 0; bin < bins; bin++)
        {
            var (from, to) = ((int)((long)keys.Length * bin / bins), (int)((long)keys.Length * (bin + 1) / bins));
            double difference = 0;
            for (var row = from; row < to; row++)
            {
                difference += keys[row] - (double)sorted[row];
            }

            sum += Math.Abs(difference);
        }

        return sum / keys.Length;
    }
}
