using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Log lines of learning from feedback: event ids 2050 to 2069.</summary>
internal static partial class FraudLearningLog
{
    [LoggerMessage(2050, LogLevel.Error, "Challenger {Version} of model fraud fails; payments are decided without it.")]
    internal static partial void ShadowFailed(this ILogger logger, Exception exception, string version);

    [LoggerMessage(2051, LogLevel.Information, "Learning {Run}: {Step}.")]
    internal static partial void LearningStep(this ILogger logger, string run, string step);

    [LoggerMessage(2052, LogLevel.Information, "Learning {Run} ended: {Action}. {Reason}")]
    internal static partial void LearningEnded(this ILogger logger, string run, string action, string reason);

    [LoggerMessage(2053, LogLevel.Warning, "The gate refused challenger {Version}: {Reason}")]
    internal static partial void GateRefused(this ILogger logger, string version, string reason);

    [LoggerMessage(2054, LogLevel.Warning, "Champion of model fraud is now {Version}, before {Previous}. {Reason}")]
    internal static partial void ChampionMoved(this ILogger logger, string version, string previous, string reason);

    [LoggerMessage(2055, LogLevel.Warning, "Drift: {Name} has a population stability index of {Psi}, the limit is {Limit}.")]
    internal static partial void DriftAlarm(this ILogger logger, string name, double psi, double limit);

    [LoggerMessage(2056, LogLevel.Warning, "Fairness: {Measure} of {Group} is {Ratio} times that of everybody, outside {Low} to {High}.")]
    internal static partial void FairnessAlarm(
        this ILogger logger, string measure, string group, double ratio, double low, double high);

    [LoggerMessage(2057, LogLevel.Warning, "Learning {Run} was stopped after {Minutes} minutes, its limit.")]
    internal static partial void LearningTimedOut(this ILogger logger, string run, double minutes);
}
