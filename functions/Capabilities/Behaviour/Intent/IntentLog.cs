using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Log lines of purchase intent: event ids 4110 to 4119.</summary>
internal static partial class IntentLog
{
    [LoggerMessage(4110, LogLevel.Information, "Open sessions are scored by intent model {Version}.")]
    internal static partial void IntentModelInUse(this ILogger logger, string version);

    [LoggerMessage(4111, LogLevel.Warning, "Open sessions are not scored: {Reason}")]
    internal static partial void NoIntentModel(this ILogger logger, string reason);

    [LoggerMessage(4112, LogLevel.Error, "Intent model {Version} failed; sessions stay unscored.")]
    internal static partial void IntentFailed(this ILogger logger, Exception fault, string version);
}
