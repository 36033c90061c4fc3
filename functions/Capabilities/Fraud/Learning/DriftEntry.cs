namespace XbFunctions.Capabilities.Fraud;

/// <summary>Drift of one value.</summary>
/// <param name="Name">Column, or <c>score</c>.</param>
/// <param name="Psi">Population stability index, 0 or more.</param>
/// <param name="Alarm">Whether it reached the limit.</param>
public sealed record DriftEntry(string Name, double Psi, bool Alarm);
