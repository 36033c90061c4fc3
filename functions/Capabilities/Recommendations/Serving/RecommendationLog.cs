using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Log lines of recommendations: event ids 5000 to 5099 and 5200 to 5249.</summary>
internal static partial class RecommendationLog
{
    [LoggerMessage(5000, LogLevel.Information, "Recommendations follow signals {Version} of {Items} items.")]
    internal static partial void SignalsInUse(this ILogger logger, string version, int items);

    [LoggerMessage(5001, LogLevel.Warning, "Newer signals or models are not read, those in use stay: {Reason}")]
    internal static partial void SignalsNotRead(this ILogger logger, string reason);

    [LoggerMessage(5200, LogLevel.Information, "Recommendations follow sequence model {Version} of {Items} items.")]
    internal static partial void NextItemsInUse(this ILogger logger, string version, int items);
}
