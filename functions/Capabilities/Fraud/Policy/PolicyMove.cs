namespace XbFunctions.Capabilities.Fraud;

/// <summary>One move of the pointer.</summary>
/// <param name="Version">Version that came into use.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Action">What was done, such as <c>publish</c>, <c>rollback</c>, <c>deny</c>.</param>
public sealed record PolicyMove(int Version, DateTimeOffset At, string Action);
