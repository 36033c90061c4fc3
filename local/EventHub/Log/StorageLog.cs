using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

internal static partial class StorageLog
{
    [LoggerMessage(5000, LogLevel.Warning, "The end of {Path} was damaged: {Cut} bytes behind byte {Length} were cut, the last whole event is {LastSequence}.")]
    internal static partial void TailCut(this ILogger logger, string path, long cut, long length, long lastSequence);

    [LoggerMessage(5001, LogLevel.Warning, "The header of {Path} was damaged: the file was set aside as {Path}.damaged.")]
    internal static partial void SegmentDropped(this ILogger logger, string path);

    [LoggerMessage(5002, LogLevel.Error, "Events {From} to {To} in {Path} are damaged and were skipped.")]
    internal static partial void EventsDamaged(this ILogger logger, long from, long to, string path);

    [LoggerMessage(5003, LogLevel.Error, "A partition log could not be kept small: {Reason}")]
    internal static partial void RetentionFailed(this ILogger logger, string reason);

    [LoggerMessage(5004, LogLevel.Warning, "The header of {Path} was damaged and was written anew from what its first event tells.")]
    internal static partial void HeaderRebuilt(this ILogger logger, string path);

    [LoggerMessage(5005, LogLevel.Error, "{Path} was damaged and set aside: {Reason} An event that an idempotent producer sends again may be stored twice.")]
    internal static partial void ProducersDropped(this ILogger logger, string path, string reason);
}
