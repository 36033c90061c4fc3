using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A warning that has been raised and has not ended.</summary>
/// <param name="Id">Names it in all its events.</param>
/// <param name="Dimension">What payments are grouped by.</param>
/// <param name="Key">The group.</param>
/// <param name="Since">When it was raised, UTC.</param>
/// <param name="LastSeen">End of the last window that supported it, UTC.</param>
/// <param name="ExpiresAt">When it counts no more, unless it is supported again, UTC.</param>
/// <param name="WindowMinutes">Length of the window with the weightiest evidence so far.</param>
/// <param name="Attempts">Attempts in that window.</param>
/// <param name="Observed">Held attempts in that window.</param>
/// <param name="Expected">Held attempts that are usual.</param>
/// <param name="PValue">Probability of as many or more by chance, before any correction.</param>
/// <param name="Samples">Some of the held payments.</param>
/// <param name="Markets">Storefronts in which it was seen; payments of the others are reviewed.</param>
public sealed record ActiveWarning(
    string Id,
    WatchDimension Dimension,
    string Key,
    DateTimeOffset Since,
    DateTimeOffset LastSeen,
    DateTimeOffset ExpiresAt,
    int WindowMinutes,
    int Attempts,
    int Observed,
    double Expected,
    double PValue,
    IReadOnlyList<string> Samples,
    IReadOnlyList<CountryCode> Markets)
{
    /// <summary>Held attempts at the last event about it.</summary>
    public int Published { get; init; }
}
