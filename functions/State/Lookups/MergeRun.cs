namespace XbFunctions.State;

/// <summary>Chooses neighbouring segments to merge, by size tiers: each tier is as many times larger as segments are merged at once.</summary>
internal static class MergeRun
{
    private const double SmallestTierBytes = 32 * 1024;

    /// <summary>
    /// Finds the lowest tier with a run of neighbours, none above the tier, of which at least the merge width are of the tier itself.
    /// </summary>
    /// <param name="segments">Segments of one day and partition with their sizes.</param>
    /// <param name="options">Width of a merge and largest size.</param>
    /// <param name="isOver">No more segments are expected: two neighbours are enough.</param>
    /// <returns>The run, no larger in sum than a segment may become; empty when there is none.</returns>
    public static IReadOnlyList<SegmentName> Find(IReadOnlyDictionary<SegmentName, long> segments, StateOptions options, bool isOver)
    {
        var ordered = segments.OrderBy(segment => segment.Key.First).ThenBy(segment => segment.Key.Last).ToArray();
        if (isOver)
        {
            return LastRun(ordered, options);
        }

        var tiers = Array.ConvertAll(ordered, segment => Tier(segment.Value, options));
        for (var tier = 0; tier <= tiers.DefaultIfEmpty(-1).Max(); tier++)
        {
            for (var start = 0; start < ordered.Length; start++)
            {
                var run = Run(ordered, tiers, start, tier, options);
                if (run.Count > 1)
                {
                    return run;
                }
            }
        }

        return [];
    }

    private static List<SegmentName> LastRun(KeyValuePair<SegmentName, long>[] ordered, StateOptions options)
    {
        var run = new List<SegmentName>();
        var bytes = 0L;
        foreach (var (name, size) in ordered)
        {
            if (bytes + size > options.LookupSegmentBytes)
            {
                if (run.Count > 1)
                {
                    return run;
                }

                run.Clear();
                bytes = 0;
            }

            run.Add(name);
            bytes += size;
        }

        return run;
    }

    private static List<SegmentName> Run(
        KeyValuePair<SegmentName, long>[] ordered, int[] tiers, int start, int tier, StateOptions options)
    {
        var run = new List<SegmentName>();
        var (bytes, ofTier) = (0L, 0);
        for (var index = start; index < ordered.Length && tiers[index] <= tier; index++)
        {
            ofTier += tiers[index] == tier ? 1 : 0;
            bytes += ordered[index].Value;
            if (bytes <= options.LookupSegmentBytes)
            {
                run.Add(ordered[index].Key);
            }

            // A run is cut as soon as it is wide enough; the rest waits for its own neighbours.
            if (ofTier == options.LookupMergeWidth)
            {
                return run;
            }
        }

        return [];
    }

    // A segment of the full size is above every tier: it is never merged again.
    private static int Tier(long bytes, StateOptions options) =>
        bytes >= options.LookupSegmentBytes
            ? int.MaxValue - 1
            : Math.Max(0, (int)Math.Ceiling(Math.Log(bytes / SmallestTierBytes, options.LookupMergeWidth)));
}
