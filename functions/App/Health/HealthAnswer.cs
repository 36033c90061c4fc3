namespace XbFunctions.App.Health;

/// <summary>Answer of the health functions.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>degraded</c>.</param>
/// <param name="Detail">The model in use, or why there is none.</param>
public sealed record HealthAnswer(string Status, string? Detail);
