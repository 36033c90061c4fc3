using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Log lines of the live signals: event ids 4100 to 4109.</summary>
internal static partial class LiveBehaviourLog
{
    [LoggerMessage(4100, LogLevel.Warning, "Adding up the live signals of behaviour failed; readers keep what they had, and it is tried again.")]
    internal static partial void RefreshFailed(this ILogger logger, Exception fault);
}
