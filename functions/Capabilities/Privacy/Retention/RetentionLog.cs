using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Log lines of retention: event ids 8010 to 8019.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(8010, LogLevel.Information, "{Removed} of {Kind} were old and are removed.")]
    internal static partial void Expired(this ILogger logger, string kind, long removed);

    [LoggerMessage(8011, LogLevel.Warning, "Old {Kind} could not be removed; it is tried again a day later.")]
    internal static partial void NotExpired(this ILogger logger, Exception fault, string kind);
}
