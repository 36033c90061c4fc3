using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

internal static partial class ServerLog
{
    [LoggerMessage(5020, LogLevel.Warning, "A client could not be accepted: {Reason}")]
    internal static partial void AcceptFailed(this ILogger logger, string reason);

    [LoggerMessage(5021, LogLevel.Debug, "A client did not finish its handshake: {Reason}")]
    internal static partial void HandshakeFailed(this ILogger logger, string reason);

    [LoggerMessage(5022, LogLevel.Error, "Events could not be stored in {Hub}: {Reason}")]
    internal static partial void AppendFailed(this ILogger logger, string hub, string reason);

    [LoggerMessage(5023, LogLevel.Error, "Delivery from {Hub}, partition {Partition}, stopped.")]
    internal static partial void DeliveryFailed(this ILogger logger, Exception exception, string hub, string partition);

    [LoggerMessage(5024, LogLevel.Warning, "The health endpoint could not answer: {Reason}")]
    internal static partial void HealthFailed(this ILogger logger, string reason);

    [LoggerMessage(5025, LogLevel.Warning, "A client was closed: {Condition}: {Reason}")]
    internal static partial void ConnectionRefused(this ILogger logger, string condition, string? reason);

    [LoggerMessage(5026, LogLevel.Warning, "A client was dropped: it sent nothing for twice the announced idle time-out.")]
    internal static partial void ClientSilent(this ILogger logger);
}
