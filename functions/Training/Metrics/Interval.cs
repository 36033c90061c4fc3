namespace XbFunctions.Training;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Estimate">On all rows.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Estimate, double Low, double High)
{
    /// <summary>Percentile interval of resampled values.</summary>
    /// <param name="estimate">On all rows.</param>
    /// <param name="samples">Resampled values; sorted in place.</param>
    /// <param name="confidence">Two-sided, in (0, 1).</param>
    /// <returns>The interval; its ends are NaN where there is no sample.</returns>
    public static Interval OfSamples(double estimate, List<double> samples, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        samples.Sort();
        return samples.Count == 0
            ? new Interval(estimate, double.NaN, double.NaN)
            : new Interval(estimate, At((1 - confidence) / 2), At((1 + confidence) / 2));

        double At(double share) => samples[(int)Math.Round(share * (samples.Count - 1))];
    }
}
