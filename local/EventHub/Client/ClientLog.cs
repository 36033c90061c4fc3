using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

internal static partial class ClientLog
{
    [LoggerMessage(5040, LogLevel.Warning, "Attempt {Attempt} failed and is repeated in {Delay}: {Reason}")]
    internal static partial void Retrying(this ILogger logger, int attempt, TimeSpan delay, string reason);

    [LoggerMessage(5041, LogLevel.Warning, "A token could not be renewed: {Reason}")]
    internal static partial void RenewalFailed(this ILogger logger, string reason);
}
