using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Log lines of the nightly forecasts: event ids 6020 to 6039.</summary>
internal static partial class ForecastLog
{
    [LoggerMessage(6020, LogLevel.Information, "Forecasts {Run}: {Done} of {Parts} parts are done.")]
    internal static partial void PartDone(this ILogger logger, string run, int done, int parts);

    [LoggerMessage(6021, LogLevel.Warning, "Forecasts {Run}: the gate refused the new combination, the champion's forecasts are refreshed. {Reason}")]
    internal static partial void ForecastRefused(this ILogger logger, string run, string reason);

    [LoggerMessage(6022, LogLevel.Information, "Forecasts {Run} of {Series} products are published by combination {Version}. {Reason}")]
    internal static partial void ForecastsPublished(this ILogger logger, string run, int series, string version, string reason);

    [LoggerMessage(6023, LogLevel.Information, "Forecasts {Run}: another run is at work.")]
    internal static partial void RunBusy(this ILogger logger, string run);

    [LoggerMessage(6024, LogLevel.Warning, "Forecasts {Run}: {Minutes} minutes, the limit of a call, are over; the next goes on with {Step}.")]
    internal static partial void RunPaused(this ILogger logger, string run, double minutes, string step);
}
