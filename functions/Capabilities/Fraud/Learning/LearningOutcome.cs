namespace XbFunctions.Capabilities.Fraud;

/// <summary>What was decided on champion and challenger.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Champion">Version that serves now; null for none.</param>
/// <param name="Challenger">Version in shadow now; null for none.</param>
public sealed record LearningOutcome(LearningAction Action, string Reason, string? Champion, string? Challenger);
