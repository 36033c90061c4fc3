using Azure;

namespace XbFunctions.Inference;

/// <summary>The pointer to the version that serves.</summary>
/// <param name="Version">Version of the model.</param>
/// <param name="PromotedAt">When the pointer moved, UTC.</param>
/// <param name="ETag">State of the pointer as read: moving it is conditional on that.</param>
public sealed record Champion(string Version, DateTimeOffset PromotedAt, ETag ETag)
{
    /// <summary>Most versions of <see cref="History"/>; older ones are forgotten.</summary>
    public const int MaxHistory = 20;

    /// <summary>Versions that served before and were not rolled back, the latest last: where a rollback goes.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>Why the pointer moved, in a sentence; null where nobody said.</summary>
    public string? Reason { get; init; }
}
