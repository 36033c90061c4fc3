namespace XbFunctions.Capabilities.Fraud;

/// <summary>False-positive and review rates by group.</summary>
/// <param name="Genuine">Payments known to be genuine.</param>
/// <param name="Payments">All payments.</param>
/// <param name="FalsePositiveRate">Share of the genuine that was held up; NaN where none is known.</param>
/// <param name="ReviewRate">Share of all that was held up; NaN where there is none.</param>
/// <param name="Low">Lower end of the band of ratios that are fair.</param>
/// <param name="High">Upper end.</param>
/// <param name="Entries">Groups of at least the size that is judged, by dimension and name.</param>
/// <param name="GenuineCrossBorder">The genuine cross-border payments by themselves; null where there are too few.</param>
public sealed record FairnessReport(
    int Genuine,
    int Payments,
    double FalsePositiveRate,
    double ReviewRate,
    double Low,
    double High,
    IReadOnlyList<FairnessEntry> Entries,
    FairnessEntry? GenuineCrossBorder)
{
    /// <summary>Number of rates outside the band.</summary>
    public int Alarms => Entries.Count(static entry => entry.Alarm);

    /// <summary>Groups whose genuine payments are held up more, or less, often than the band allows, such as <c>market FR</c>.</summary>
    public IReadOnlyList<string> UnfairGroups =>
        [.. Entries.Where(static entry => entry.Alarm && entry.Measure == FraudFairness.FalsePositiveRate)
            .Select(static entry => $"{entry.Dimension} {entry.Group}")];
}
