using Azure;

namespace XbFunctions.Host;

/// <summary>How far a consumer group has come in a partition.</summary>
/// <param name="SequenceNumber">Of the last event of the last invocation.</param>
/// <param name="Offset">Of the same event; informational.</param>
/// <param name="Version">Version of the stored checkpoint; <see langword="null"/> when it was not read from the store in its present form.</param>
internal readonly record struct Checkpoint(long SequenceNumber, string Offset, ETag? Version = null);
