using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>Log events 3050 to 3069, of what is written behind the commit.</summary>
internal static partial class SinkLog
{
    [LoggerMessage(3050, LogLevel.Error, "Read models of {Stream} could not be written; they are tried again.")]
    internal static partial void ReadModelFlushFailed(this ILogger logger, Exception fault, string stream);

    [LoggerMessage(3051, LogLevel.Error, "The archive of {Function} for partition {Partition} could not be written; it is tried again.")]
    internal static partial void ArchiveFlushFailed(this ILogger logger, Exception fault, string function, string partition);

    [LoggerMessage(3052, LogLevel.Information, "Archive file {File} was removed: it lies within {Other}.")]
    internal static partial void ArchiveFileRemoved(this ILogger logger, string file, string other);
}
