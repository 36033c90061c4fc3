namespace XbFunctions.Xb.Bench;

/// <summary>How long batches took.</summary>
/// <param name="Median">The median.</param>
/// <param name="Longest">The longest.</param>
internal readonly record struct BatchTimes(TimeSpan Median, TimeSpan Longest)
{
    /// <summary>Sums up batches; of none, zero.</summary>
    /// <param name="times">One time a batch.</param>
    public static BatchTimes Of(List<TimeSpan> times)
    {
        if (times.Count == 0)
        {
            return default;
        }

        times.Sort();
        return new BatchTimes(times[times.Count / 2], times[^1]);
    }
}
