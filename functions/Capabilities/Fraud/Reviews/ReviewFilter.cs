using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Which reviews are wanted.</summary>
/// <param name="From">Earliest event time, UTC.</param>
/// <param name="To">Event time that is too late, UTC.</param>
public sealed record ReviewFilter(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The storefront; the default for all.</summary>
    public CountryCode Market { get; init; }

    /// <summary>Least score, in [0, 1].</summary>
    public double MinScore { get; init; }

    /// <summary>A rule that fired; null for any or none.</summary>
    public string? Rule { get; init; }
}
