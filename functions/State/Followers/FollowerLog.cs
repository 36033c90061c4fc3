using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>Log events 3080 to 3089, of copies of another function's state.</summary>
internal static partial class FollowerLog
{
    [LoggerMessage(3080, LogLevel.Information, "The state {Folder} is followed: loaded up to sequence number {LastSequence} in {ElapsedMs} ms.")]
    internal static partial void Followed(this ILogger logger, string folder, long lastSequence, double elapsedMs);

    [LoggerMessage(3081, LogLevel.Warning, "The state {Folder} cannot be followed for now ({Fault}); its copy grows stale until storage answers.")]
    internal static partial void FollowingInterrupted(this ILogger logger, string folder, string fault);

    [LoggerMessage(3082, LogLevel.Error, "The state {Folder} cannot be followed; it is read again from its snapshot in {WaitSeconds} s.")]
    internal static partial void FollowingFailed(this ILogger logger, Exception fault, string folder, double waitSeconds);

    [LoggerMessage(3083, LogLevel.Warning, "The partitions of {Folder} cannot be listed for now ({Fault}).")]
    internal static partial void ListingInterrupted(this ILogger logger, string folder, string fault);
}
