using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Log lines of the early warning: event ids 2070 to 2099.</summary>
internal static partial class WarningLog
{
    [LoggerMessage(2070, LogLevel.Warning, "Fraud warning {WarningId} {Stage}: {Text}")]
    internal static partial void Warned(this ILogger logger, string warningId, WarningStage stage, string text);

    [LoggerMessage(2071, LogLevel.Information, "Payments are held against {Groups} groups under warning.")]
    internal static partial void WarningsRead(this ILogger logger, int groups);

    [LoggerMessage(2072, LogLevel.Warning, "The fraud warnings could not be read; those known go on until they expire.")]
    internal static partial void WarningsNotRead(this ILogger logger, Exception fault);

    [LoggerMessage(2073, LogLevel.Information, "Another instance looks for surges; this run does nothing.")]
    internal static partial void AnotherLooks(this ILogger logger);

    [LoggerMessage(2074, LogLevel.Warning, "The early warning has not run for {Minutes} minutes; it begins anew with what is still counted.")]
    internal static partial void GapTooLong(this ILogger logger, long minutes);
}
