namespace XbFunctions.App.Health;

/// <summary>What one check found.</summary>
/// <param name="Name">What was checked, such as <c>storage</c>.</param>
/// <param name="Status">How well it works.</param>
/// <param name="Detail">What was seen, or what is wrong, one sentence without addresses or keys.</param>
/// <param name="DurationMs">How long the check took, milliseconds.</param>
public sealed record HealthFinding(string Name, HealthState Status, string Detail, double DurationMs);
