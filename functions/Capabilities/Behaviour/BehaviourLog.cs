using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Log lines of behaviour aggregation: event ids 4050 to 4099.</summary>
internal static partial class BehaviourLog
{
    [LoggerMessage(4050, LogLevel.Warning, "Partition {Partition} has {Open} sessions open, the most allowed; {Events} events of this batch are in no session.")]
    internal static partial void SessionsFull(this ILogger logger, string partition, int open, int events);
}
