namespace XbFunctions.App.Health;

/// <summary>Answer of the health functions.</summary>
/// <param name="Status">The worst of the checks.</param>
/// <param name="Checks">What each check found; empty for the question whether the process answers.</param>
public sealed record HealthAnswer(HealthState Status, IReadOnlyList<HealthFinding> Checks);
