namespace XbFunctions.Capabilities.Fraud;

/// <summary>What is read of the archive.</summary>
/// <param name="From">First UTC date of arrival, inclusive.</param>
/// <param name="To">Last UTC date of arrival, inclusive.</param>
/// <param name="MaxRows">Most decisions kept; of more, a sample drawn by payment id.</param>
/// <param name="Features">Whether the features are wanted.</param>
public sealed record HistoryRange(DateOnly From, DateOnly To, int MaxRows, bool Features)
{
    /// <summary>Everything, without bound.</summary>
    public static HistoryRange Whole { get; } = new(DateOnly.MinValue, DateOnly.MaxValue, int.MaxValue, true);
}
