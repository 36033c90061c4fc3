namespace XbFunctions.App.Health;

/// <summary>What is remembered of a nightly training.</summary>
/// <param name="FirstBeganAt">When it first began, UTC.</param>
/// <param name="EndedAt">When it last ended well, UTC; null for never.</param>
/// <param name="FailedAt">When it last failed, UTC; null for never.</param>
/// <param name="Failure">How: the kind of fault, which names no one; null for never.</param>
public sealed record TrainingRecord(DateTimeOffset FirstBeganAt, DateTimeOffset? EndedAt, DateTimeOffset? FailedAt, string? Failure);
