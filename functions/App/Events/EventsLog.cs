using Microsoft.Extensions.Logging;

namespace XbFunctions.App.Events;

/// <summary>Log lines of the streaming functions' lifetime: event ids 2510 to 2519.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(2510, LogLevel.Warning, "The host gave {State} too little time to write what waits behind its commits; the next start writes it from the journal.")]
    internal static partial void StoppedEarly(this ILogger logger, string state);
}
