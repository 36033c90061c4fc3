using Microsoft.Extensions.Logging;

namespace XbFunctions.App.Health;

/// <summary>Log lines of the readiness checks: event ids 2500 to 2509.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(2500, LogLevel.Warning, "Readiness check {Check} failed.")]
    internal static partial void CheckFailed(this ILogger logger, string check, Exception fault);
}
