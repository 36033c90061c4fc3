using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Log lines of the catalogue: event ids 5100 to 5199.</summary>
internal static partial class CatalogueLog
{
    [LoggerMessage(5100, LogLevel.Warning, "The catalogue is not read from {Location}, version {Version} stays in use: {Reason}")]
    internal static partial void CatalogueUnreachable(this ILogger logger, string location, string version, string reason);

    [LoggerMessage(5101, LogLevel.Information, "The catalogue was written anew with {Items} items as generation {Generation}.")]
    internal static partial void CatalogueCompacted(this ILogger logger, int items, int generation);

    [LoggerMessage(5102, LogLevel.Warning, "Writing the catalogue anew failed and is tried again at the next change: {Reason}")]
    internal static partial void CatalogueNotCompacted(this ILogger logger, string reason);
}
