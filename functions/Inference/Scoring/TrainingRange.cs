namespace XbFunctions.Inference;

/// <summary>The event time that a model's training rows come from.</summary>
/// <param name="From">Event time of the first row, UTC.</param>
/// <param name="To">Event time of the last row, UTC.</param>
public readonly record struct TrainingRange(DateTimeOffset From, DateTimeOffset To);
