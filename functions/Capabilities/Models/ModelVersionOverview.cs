namespace XbFunctions.Capabilities.Models;

/// <summary>A version with its pointer.</summary>
/// <param name="Version">The version.</param>
/// <param name="Hash">SHA-256 of its graph; null where its manifest cannot be read.</param>
/// <param name="Since">When the pointer moved there, UTC.</param>
/// <param name="Reason">Why; null where nobody said, or why the manifest cannot be read.</param>
/// <param name="CreatedAt">When it was trained, UTC.</param>
/// <param name="Metrics">On the part that training did not see.</param>
public sealed record ModelVersionOverview(
    string Version,
    string? Hash,
    DateTimeOffset Since,
    string? Reason,
    DateTimeOffset? CreatedAt,
    IReadOnlyDictionary<string, double>? Metrics);
