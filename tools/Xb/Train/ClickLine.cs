namespace XbFunctions.Xb.Train;

/// <summary>A line of a clickstream file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Body">The event, UTF-8 JSON; empty where the line is refused.</param>
/// <param name="Type">The type that the envelope gives; null for none.</param>
/// <param name="Refusal">Why the line is no event; null where it is one.</param>
internal readonly record struct ClickLine(int Number, byte[] Body, string? Type, string? Refusal = null);
