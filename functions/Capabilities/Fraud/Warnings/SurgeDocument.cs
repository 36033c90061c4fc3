using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What the early warning keeps between two runs.</summary>
/// <param name="Through">The last minute looked at, since the Unix epoch.</param>
/// <param name="Started">The first one.</param>
/// <param name="Active">Warnings that have not ended.</param>
/// <param name="Quiet">Groups that are left alone for a while.</param>
/// <param name="Baselines">What is usual.</param>
/// <param name="Pending">Events that are not known to have been published.</param>
public sealed record SurgeDocument(
    long Through,
    long Started,
    IReadOnlyList<ActiveWarning> Active,
    IReadOnlyList<SurgeDocument.QuietGroup> Quiet,
    IReadOnlyList<SurgeDocument.Baseline> Baselines,
    IReadOnlyList<FraudWarning> Pending)
{
    /// <summary>A group that is left alone.</summary>
    /// <param name="Dimension">Its dimension.</param>
    /// <param name="Key">Its value.</param>
    /// <param name="UntilMinute">Until then, since the Unix epoch.</param>
    public sealed record QuietGroup(WatchDimension Dimension, string Key, long UntilMinute);

    /// <summary>What is usual in one dimension.</summary>
    /// <param name="Dimension">The dimension.</param>
    /// <param name="SquaredDeviations">As in <see cref="DimensionBaseline"/>.</param>
    /// <param name="Variances">Likewise.</param>
    /// <param name="Groups">Its groups.</param>
    public sealed record Baseline(WatchDimension Dimension, double SquaredDeviations, double Variances, IReadOnlyList<Group> Groups);

    /// <summary>History of a group.</summary>
    /// <param name="Key">Its value.</param>
    /// <param name="Attempts">Decayed attempts.</param>
    /// <param name="Hits">Decayed hits.</param>
    public sealed record Group(string Key, double Attempts, double Hits);
}
