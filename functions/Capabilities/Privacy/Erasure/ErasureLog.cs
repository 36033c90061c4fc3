using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Log lines of erasures: event ids 8000 to 8009.</summary>
internal static partial class ErasureLog
{
    [LoggerMessage(8000, LogLevel.Information, "Erasure {ErasureId} is done: {Removed} entries and rows were removed.")]
    internal static partial void Erased(this ILogger logger, string erasureId, long removed);

    [LoggerMessage(8001, LogLevel.Warning, "The orders of erasure {ErasureId} could not be sent; they are sent again.")]
    internal static partial void OrdersNotSent(this ILogger logger, Exception fault, string erasureId);

    [LoggerMessage(8002, LogLevel.Warning, "Erasure {ErasureId} could not go on in store {Store}; it is tried again.")]
    internal static partial void StoreNotErased(this ILogger logger, Exception fault, string erasureId, string store);
}
