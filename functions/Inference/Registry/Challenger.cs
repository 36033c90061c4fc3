using Azure;

namespace XbFunctions.Inference;

/// <summary>The pointer to the version that runs in shadow: scored on live traffic, never acted on.</summary>
/// <param name="Version">Version of the model.</param>
/// <param name="Since">When it went to shadow, UTC.</param>
/// <param name="ETag">State of the pointer as read: moving or removing it is conditional on that.</param>
public sealed record Challenger(string Version, DateTimeOffset Since, ETag ETag);
