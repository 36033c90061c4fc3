using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What every run needs to tell when it is and what it does.</summary>
/// <param name="Time">Clock.</param>
/// <param name="Logger">Told of parts, refusals and the end.</param>
public sealed record NightlyClock(TimeProvider Time, ILogger<NightlyForecasts> Logger);
