using Azure;

namespace XbFunctions.Inference;

/// <summary>The pointer to the version that serves.</summary>
/// <param name="Version">Version of the model.</param>
/// <param name="PromotedAt">When the pointer moved, UTC.</param>
/// <param name="ETag">State of the pointer as read: moving it is conditional on that.</param>
public sealed record Champion(string Version, DateTimeOffset PromotedAt, ETag ETag);
